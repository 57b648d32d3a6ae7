import type { AppError, Later } from '../../../common/base/index.ts';
import type {
  AboutQuery,
  AsideLog,
  AsideQuery,
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
  RoomKey,
  StoredEntry,
  Target,
} from '../../../common/model/index.ts';
import type { NameAuthority } from '../../../common/log/index.ts';
import type { OwnPresence, ReplyOf, RequestOf, Verb } from '../../../common/protocol/tracker/index.ts';

/**
 * The signed logs on disk, on the thread of whoever asks. A write is *written* when the call returns: readings see it, and it
 * outlives this process. It is *durable*, and outlives a power cut, once `onDurable` says so. All calls throw AppError.
 */
export interface Store {
  /** All or nothing. Answers a position that grows. */
  write(batch: Batch): number;
  /**
   * What is durable is being moved to where it stays, elsewhere: a write waits for that on this thread. `onDurable` says, once
   * more perhaps, when it has ended.
   */
  readonly isResting: boolean;
  /**
   * From now on hears, as events of their own, up to which position everything is durable. An error is the last word: what lies
   * above the mark may be there or not, and nobody can find out before the file is opened again.
   */
  onDurable(hear: (position: number | AppError) => void): void;
  /** Throws where a large write would. Nothing stays of it. */
  probe(): void;
  page(query: PageQuery): Page;
  find(query: FindQuery): readonly PagedEntry[];
  about(query: AboutQuery): readonly PagedEntry[];
  /** Those that stand aside, the earliest in order first. */
  aside(query: AsideQuery): readonly PagedEntry[];
  /** The logs of a conversation of which something stands aside and is not shown. */
  asideLogs(room: RoomKey): readonly AsideLog[];
  range(query: RangeQuery): readonly StoredEntry[];
}

export interface Links {
  /** Queues an encoded frame on the link in use; dropped if there is none, or if this peer lags too far behind. */
  send(device: DeviceKey, frame: Uint8Array, lane: Lane): void;
  /** HAVE and answers may be produced for it now. If not, `onDrained` comes once they may, or the link ends. */
  requestRoom(device: DeviceKey): boolean;
  /** The devices to be linked with from now on; replaces the last list. */
  setDialTargets(targets: readonly Target[]): void;
  /** No link with this device for so long: none is dialled, and none let in. What throws next ends the one it has. */
  refuse(device: DeviceKey, ms: number): void;
}

/** The tracker session, once signed in. Without one, the answer is OFFLINE. */
export interface Tracker {
  request<V extends Verb>(verb: V, params: RequestOf<V>): Later<ReplyOf<V>>;
}

/** Everything the chat of one account stands on. */
export interface ChatPorts {
  readonly me: Certificate;
  /** The tracker of my account: whom it does not vouch for is nobody. */
  readonly authority: NameAuthority;
  /** This program did not exist before, milliseconds since 1970. */
  readonly programDate: number;
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
