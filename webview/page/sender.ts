import type { Quote } from '../../common/model/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';
import type { Answer, FailedMessage } from '../../common/protocol/view/index.ts';
import type { Host } from '../host.ts';
import type { Outgoing } from '../state/state.ts';
import { markText } from '../text/receipts.ts';
import type { Announcer } from './announcer.ts';
import type { Store } from './store.ts';
import { TypingNotifier } from './typing-notifier.ts';

/** Carries what was written to the host, and shows how it goes. */
export class Sender {
  readonly #host: Host;
  readonly #store: Store;
  readonly #announcer: Announcer;
  /** Says that the next one is being written. */
  readonly typing: TypingNotifier;
  #keys = 0;
  /** What was written last, while it is not on disk: its entry id once it is, undefined if that fails. */
  #newest: { readonly room: string; readonly id: Promise<string | undefined> } | undefined;

  constructor(host: Host, store: Store, announcer: Announcer) {
    this.#host = host;
    this.#store = store;
    this.#announcer = announcer;
    this.typing = new TypingNotifier((room) => host.notify('typing', { room }));
  }

  /** The message of mine that was written last here, if it is still on its way: its entry id once it is there, undefined if it fails. */
  get pending(): Promise<string | undefined> | undefined {
    return this.#newest?.room === this.#store.room ? this.#newest?.id : undefined;
  }

  /** A message. */
  submit(content: string, quote: Quote | undefined): void {
    const room = this.#store.room;
    if (room === undefined) return;
    const key = this.#newKey();
    this.#store.dispatch({ type: 'wrote', key, at: Date.now(), content, ...(quote && { quote }) });
    const id = this.#deliver(key, () => this.#send(room, content, quote));
    const newest = { room, id };
    this.#newest = newest;
    void id.finally(() => {
      if (this.#newest === newest) this.#newest = undefined;
    });
  }

  retry(key: string): void {
    const outgoing = this.#store.state.localRows.find(
      (local): local is Outgoing => local.key === key && local.kind === 'failed',
    );
    if (outgoing === undefined) return;
    this.#store.dispatch({ type: 'retried', key });
    const { kept, room, content, quote } = outgoing;
    void this.#deliver(key, () =>
      kept ? this.#host.request('retry', { room, key }) : this.#send(room, content, quote),
    );
  }

  /** A message that failed is not to be sent any more, or an answer has been read. */
  discard(key: string): void {
    const outgoing = this.#store.state.localRows.find(
      (local): local is Outgoing => local.key === key && local.kind === 'failed',
    );
    this.#store.dispatch({ type: 'discarded', key });
    if (outgoing?.kept) this.#host.notify('discard', { room: outgoing.room, key });
  }

  #send(room: string, content: string, quote: Quote | undefined): Promise<Answer<'send'>> {
    return this.#host.request('send', { room, content, ...(quote && { replyTo: quote.id }) });
  }

  /** The message's entry id; undefined if it failed. */
  async #deliver(key: string, send: () => Promise<Answer<'send'>>): Promise<string | undefined> {
    const result = await send();
    if (result.ok) {
      this.#store.dispatch({ type: 'sent', key, row: result.value });
      this.typing.sent();
    } else this.#failed(key, result.code, result.kept);
    return result.ok ? result.value.id : undefined;
  }

  #failed(key: string, code: ErrorCode, kept?: FailedMessage): void {
    this.#store.dispatch({ type: 'failed', key, code, ...(kept && { kept }) });
    this.#announcer.say(markText({ kind: 'failed', code }));
  }

  #newKey(): string {
    return `local:${Date.now()}:${this.#keys++}`;
  }
}
