import type { AppError } from '../../../common/base/index.ts';

/** A message socket to the tracker. It opens by itself; what is sent before `open` is a bug of the caller. */
export interface TextSocket {
  /** False when too much is waiting already: the socket is as good as dead and `close` follows. */
  send(text: string): boolean;
  /** Asks the other end for a sign of life, which comes as `heard`. */
  ping(): void;
  /** Ends it without ceremony; no event follows. Idempotent. */
  dispose(): void;
}

/** What happens to a socket, never before `OpenSocket` has returned. */
export interface SocketEvents {
  open(): void;
  text(text: string): void;
  /** Anything else that proves the other end alive. */
  heard(): void;
  /** Once and last. `refused` is there when trying again cannot help. */
  close(why: string, refused?: AppError): void;
}

export type OpenSocket = (url: string, events: SocketEvents) => TextSocket;
