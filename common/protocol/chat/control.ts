import type { ErrorCode, LogLevel } from '../../base/index.ts';
import type { DeviceKey } from '../../model/index.ts';
import type { CallId } from './port.ts';
import type { Verb } from './calls.ts';

/** What an engine was handling when it ended: a frame of a device, or a call of its client. */
export type Handling =
  | { readonly type: 'frame'; readonly device: DeviceKey }
  | { readonly type: 'call'; readonly id: CallId; readonly verb: Verb };

/** A device whose frame ended an engine: it is not linked with for so many milliseconds. */
export interface RefusedDevice {
  readonly device: DeviceKey;
  readonly ms: number;
}

/**
 * Which sockets to trackers are opened where the editor's proxy and certificates count, and not by the engine: none, those with TLS,
 * or all of them.
 */
export type HostSockets = 'none' | 'secure' | 'all';

/** All that an engine has to know at its start. */
export interface EngineStart {
  /** Folder of this installation's data: `leader.db` and `accounts/`. Made if need be. */
  readonly data: string;
  /** Folder of the bundled workers. */
  readonly workers: string;
  /** Lines of less weight are not told. */
  readonly level: LogLevel;
  readonly settings: {
    /** Absent: every address of the machine. */
    readonly listenHost?: string;
    /** 0: the port of last time, else any. */
    readonly listenPort: number;
    /** Authors learn what I have read, and I what they have. Absent: yes. */
    readonly readReceipts?: boolean;
    /** Offline until somebody goes online, whatever it was last time. Absent: as last time. */
    readonly offline?: true;
  };
  readonly refused: readonly RefusedDevice[];
  readonly hostSockets: HostSockets;
}

export interface ConnectOptions {
  /** Events that may wait for this client; of a conversation with more it is said that it is stale. */
  readonly waitingEvents?: number;
  /** Calls that may be under way. */
  readonly calls?: number;
}

/** What happens to a socket that the host has opened. `taken`: so many characters have left the queue of the socket. */
export type SocketNews =
  | { readonly type: 'opened' | 'heard' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'taken'; readonly size: number }
  | { readonly type: 'closed'; readonly why: string; readonly refused?: { code: ErrorCode; message: string } };

/** What the engine wants of a socket of the host. `taken`: so many characters have been read. */
export type SocketWish =
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'taken'; readonly size: number }
  | { readonly type: 'ping' | 'close' };

/** What whoever started an engine says to it. `P`: one end of a channel. */
export type ToEngineControl<P> =
  /** First of all. It opens and answers `ready`, `locked` or `failed`. */
  | { readonly type: 'start'; readonly options: EngineStart }
  /** A client talks to it over this. */
  | { readonly type: 'connect'; readonly port: P; readonly options?: ConnectOptions }
  | { readonly type: 'level'; readonly level: LogLevel }
  /** So many lines of its log have been read. */
  | { readonly type: 'read'; readonly lines: number }
  | { readonly type: 'socket'; readonly id: number; readonly news: SocketNews }
  /** It ends in order, and with it its thread. */
  | { readonly type: 'close' };

/** The last word of an engine that ends by itself. DISK_ERROR: what is on disk is sound, and it may be tried again. */
export interface LastWord {
  readonly type: 'lastWord';
  readonly code: ErrorCode;
  readonly message: string;
  readonly handling?: Handling;
  /** The newest lines of its log and its trace, also those that were not told. */
  readonly lines: readonly string[];
}

/** Steps of opening that take the longer the more is kept: a program of before has left its history in an older form. */
export type SlowStep = 'backup' | 'migration';

export type FromEngineControl =
  /** A step of opening begins, which may take long. */
  | { readonly type: 'progress'; readonly step: 'lock' | 'account' | 'history' | SlowStep }
  | { readonly type: 'ready' }
  /** Another engine has the data. */
  | { readonly type: 'locked' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string }
  /** Every `heartbeat` milliseconds. */
  | { readonly type: 'alive' }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string }
  | { readonly type: 'socket'; readonly id: number; readonly wish: SocketWish }
  | LastWord;
