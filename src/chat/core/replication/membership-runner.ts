import type { Disposable, Env } from '../../../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';

const interval = 1000;

/** Runs `evaluate` when control entries come in: at once if the room's last run is a second old, else when it is. */
export class MembershipRunner implements Disposable {
  readonly #env: Pick<Env, 'clock'>;
  readonly #conversations: Conversations;
  readonly #onChanged: (conversation: Conversation) => void;
  readonly #lastRun = new Map<RoomKey, number>();
  readonly #waiting = new Map<RoomKey, Disposable>();

  constructor(env: Pick<Env, 'clock'>, conversations: Conversations, onChanged: (conversation: Conversation) => void) {
    this.#env = env;
    this.#conversations = conversations;
    this.#onChanged = onChanged;
  }

  schedule(conversation: Conversation): void {
    if (this.#waiting.has(conversation.room)) return;
    const wait = (this.#lastRun.get(conversation.room) ?? -interval) + interval - this.#env.clock.mono();
    if (wait <= 0) {
      this.evaluateNow(conversation);
      return;
    }
    const timer = this.#env.clock.setTimer(wait, () => this.evaluateNow(conversation));
    this.#waiting.set(conversation.room, timer);
  }

  /** Evaluates now, for somebody who is about to sign or to show the result. */
  evaluateNow(conversation: Conversation): void {
    this.#waiting.get(conversation.room)?.dispose();
    this.#waiting.delete(conversation.room);
    this.#lastRun.set(conversation.room, this.#env.clock.mono());
    const before = fingerprint(conversation);
    this.#conversations.evaluate(conversation);
    if (fingerprint(conversation) !== before) this.#onChanged(conversation);
  }

  forget(conversation: Conversation): void {
    this.#waiting.get(conversation.room)?.dispose();
    this.#waiting.delete(conversation.room);
    this.#lastRun.delete(conversation.room);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
  }
}

/** What of a membership others can notice, as text. */
const fingerprint = ({ membership }: Conversation): string => {
  if (membership === undefined) return '';
  const { closed, newer, members, waiting } = membership;
  return `${closed} ${newer} ${sorted(members.keys())} ${sorted(waiting.keys())}`;
};

const sorted = (ids: Iterable<IdentityKey>): string => [...ids].sort().join();
