import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  AppError,
  Emitter,
  errorCodes,
  type Disposable,
  type ErrorCode,
  type Event,
} from '../../../common/base/index.ts';
import type { IdentityKey, Row } from '../../../common/model/index.ts';
import type { FailedMessage } from '../../../common/protocol/view/index.ts';
import { PerAccount } from '../presence/per-account.ts';
import type { KeyValue } from './drafts.ts';

/** Messages of one account; of more the oldest goes. */
const maxUnsent = 100;
const kept = z.array(
  z.object({
    key: z.string(),
    room: z.string(),
    after: z.string(),
    at: z.number(),
    content: z.string(),
    replyTo: z.string().exactOptional(),
    code: z.enum(errorCodes),
  }),
);

/** Messages that could not be put on disk, until they are sent again or let go: of each account, in all its pages, over restarts. */
export class Unsent implements Disposable {
  readonly #all: PerAccount<FailedMessage[]>;
  readonly #changed = new Emitter<void>();
  /** Sent again right now: from another page it is the same attempt. */
  readonly #retrying = new Map<string, Promise<Row>>();

  constructor(store: KeyValue, account: () => IdentityKey | undefined) {
    this.#all = new PerAccount(store, 'unsent', kept, account);
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  of(room: string | undefined): readonly FailedMessage[] {
    return this.#now().filter((one) => one.room === room);
  }

  /** Undefined while nobody is signed in. */
  add(message: Omit<FailedMessage, 'key'>): FailedMessage | undefined {
    const failed = { key: `failed:${randomUUID()}`, ...message };
    return this.#set([...this.#now(), failed]) ? failed : undefined;
  }

  /** Undefined if it has been sent or let go meanwhile, by another page too. Of an attempt that fails again it is kept. */
  retry(key: string, send: (message: FailedMessage) => Promise<Row>): Promise<Row> | undefined {
    const known = this.#retrying.get(key);
    const failed = this.#now().find((one) => one.key === key);
    if (known !== undefined || failed === undefined) return known;
    const attempt = this.#attempt(failed, send).finally(() => this.#retrying.delete(key));
    this.#retrying.set(key, attempt);
    return attempt;
  }

  drop(key: string): void {
    this.#set(this.#now().filter((one) => one.key !== key));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #attempt(failed: FailedMessage, send: (message: FailedMessage) => Promise<Row>): Promise<Row> {
    try {
      const row = await send(failed);
      this.drop(failed.key);
      return row;
    } catch (error) {
      this.#fail(failed.key, AppError.from(error).code);
      throw error;
    }
  }

  #fail(key: string, code: ErrorCode): void {
    this.#set(this.#now().map((one) => (one.key === key ? { ...one, code } : one)));
  }

  #now(): FailedMessage[] {
    return this.#all.get() ?? [];
  }

  #set(all: FailedMessage[]): boolean {
    const isKept = this.#all.set(all.length > 0 ? all.slice(-maxUnsent) : undefined);
    if (isKept) this.#changed.fire();
    return isKept;
  }
}
