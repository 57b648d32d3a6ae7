import { Later, type Disposable, type Env } from '../../../../common/base/index.ts';
import type { ReplyOf, RequestOf, Verb } from '../../../../common/protocol/tracker/index.ts';
import type { Target } from '../../../../common/model/index.ts';
import type { Conversations } from './conversations.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryPolicy } from './policy.ts';
import type { Tracker } from '../ports.ts';

/** Milliseconds between two looks. */
const lookEvery = 250;
/** Milliseconds for links to come up, and for a new peer to say what it holds. */
const maxGrace = 5000;
/** Milliseconds after which what is still missing comes as news. */
const maxWait = 30_000;

/** A tracker that knows whether anything asked of it is still open, what follows from an answer included. */
export class CountingTracker implements Tracker {
  readonly #tracker: Tracker;
  #open = 0;

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  get busy(): boolean {
    return this.#open > 0;
  }

  request<V extends Verb>(verb: V, params: RequestOf<V>): Later<ReplyOf<V>> {
    this.#open++;
    const counted = new Later<ReplyOf<V>>();
    const asked = this.#tracker.request(verb, params);
    asked.listen(
      (reply) => counted.resolve(reply),
      (error) => counted.fail(error),
    );
    // last, so that whoever waits for the answer has asked for what follows from it
    asked.whenSettled(() => this.#open--);
    return counted;
  }
}

interface InitialSyncParts {
  readonly env: Pick<Env, 'clock'>;
  readonly policy: EntryPolicy;
  readonly tracker: CountingTracker;
  readonly conversations: Conversations;
  sessions(): Iterable<PeerSession>;
  targets(): readonly Target[];
}

/** Whether everybody who is there has been asked, since the last sign-in, for what I missed. */
export class InitialSyncTracker implements Disposable {
  readonly #parts: InitialSyncParts;
  readonly #onReached: () => void;
  #since = 0;
  #isDone = false;
  #timer: Disposable | undefined;

  constructor(parts: InitialSyncParts, onReached: () => void) {
    this.#parts = parts;
    this.#onReached = onReached;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  onSignedIn(): void {
    this.#since = this.#parts.env.clock.mono();
    this.#isDone = false;
    this.#lookSoon();
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #lookSoon(): void {
    this.#timer?.dispose();
    this.#timer = this.#parts.env.clock.setTimer(lookEvery, () => {
      if (this.#isOpen()) return this.#lookSoon();
      this.#isDone = true;
      this.#onReached();
    });
  }

  #isOpen(): boolean {
    const { env, tracker } = this.#parts;
    const now = env.clock.mono();
    if (now - this.#since >= maxWait) return false;
    const linked = [...this.#parts.sessions()];
    const expected = (): boolean =>
      this.#parts.targets().some(({ device }) => linked.every(({ certificate }) => certificate.device !== device));
    return (
      tracker.busy ||
      linked.some((one) => one.fetch.asked !== undefined || (now - one.since < maxGrace && this.#hasNotToldAll(one))) ||
      (now - this.#since < maxGrace && expected())
    );
  }

  /** It has not said yet what it holds of everything we share. */
  #hasNotToldAll({ certificate, claims }: PeerSession): boolean {
    const { policy, conversations } = this.#parts;
    return [...conversations.all].some(
      (conversation) =>
        policy.scopeFor(conversation, certificate) === 'all' && claims.of(conversation.room) === undefined,
    );
  }
}
