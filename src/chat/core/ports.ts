import type { AppError } from '../../../common/base/index.ts';
import type {
  AboutQuery,
  Batch,
  Certificate,
  DeviceKey,
  FindQuery,
  Lane,
  Loaded,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  StoredEntry,
  Target,
} from '../../../common/model/index.ts';
import type { OwnPresence, ReplyOf, RequestOf, Verb } from '../../../common/protocol/tracker/index.ts';

/** The signed logs on disk. Answers come as later events, in the order of the calls. */
export interface Store {
  /** `done` without an error means fsynced. */
  append(batch: Batch, done: (error: AppError | undefined) => void): void;
  /** Whether a large commit would succeed now. Nothing stays of it. */
  probe(done: (error: AppError | undefined) => void): void;
  page(query: PageQuery, done: (answer: Page | AppError) => void): void;
  find(query: FindQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void;
  about(query: AboutQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void;
  range(query: RangeQuery, done: (answer: readonly StoredEntry[] | AppError) => void): void;
}

export interface Links {
  /** Queues an encoded frame on the link in use; dropped if there is none. */
  send(device: DeviceKey, frame: Uint8Array, lane: Lane): void;
  /** The devices to be linked with from now on; replaces the last list. */
  seek(targets: readonly Target[]): void;
}

/** The tracker session, once signed in. Without one, `done` gets OFFLINE. */
export interface Tracker {
  request<V extends Verb>(verb: V, params: RequestOf<V>, done: (reply: ReplyOf<V> | AppError) => void): void;
}

/** Everything the chat of one account stands on. */
export interface ChatPorts {
  readonly me: Certificate;
  readonly store: Store;
  readonly loaded: Loaded;
  readonly links: Links;
  readonly tracker: Tracker;
  /** My signed address record; undefined while not listening. */
  announcement(): Uint8Array | undefined;
  /** What I let others see of me. */
  presence(): OwnPresence;
  /** Authors learn what I have read, and I what they have. */
  receipts(): boolean;
}
