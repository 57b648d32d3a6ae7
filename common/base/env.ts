import type { Disposable } from './disposable.ts';
import type { Logger } from './logger.ts';

/** The only doors out of a core. The world of the simulator implements all of them from one seed. */
export interface Env {
  readonly clock: Clock;
  readonly random: Random;
  readonly net: Net;
  readonly crypto: Crypto;
  readonly logger: Logger;
  /** Runs once, as soon as what is happening now is over: what comes meanwhile is dealt with together. */
  turn(run: () => void): Disposable;
  trace(event: string, data?: object): void;
}

/** All synchronous. `sign` uses the device key of this installation. */
export interface Crypto {
  sha256(bytes: Uint8Array): Uint8Array;
  /** Ed25519 (RFC 8032). False for anything malformed; never throws. */
  verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  sign(message: Uint8Array): Uint8Array;
}

export interface Clock {
  /** Milliseconds that only ever grow; for durations. */
  mono(): number;
  /** Milliseconds since 1970; for stamps. May jump. */
  wall(): number;
  /** Runs once, never early, perhaps late. */
  setTimer(ms: number, run: () => void): Disposable;
}

export interface Random {
  /** A whole number from 0 to n - 1. */
  nextInt(n: number): number;
  bytes(n: number): Uint8Array;
}

/** `host` is a literal IPv4 or IPv6 address in canonical form (links.md, Addresses), never a name. */
export interface Addr {
  readonly host: string;
  readonly port: number;
}

export interface Iface {
  readonly name: string;
  readonly host: string;
  readonly prefixLength: number;
  /** Point-to-point or overlay (VPN): never class 0. */
  readonly overlay: boolean;
}

export type DialFailure = 'refused' | 'timeout' | 'unreachable' | 'inUse';

export interface Net {
  /** Throws `AppError('PORT_IN_USE')` later through `failed` when the port cannot be had. */
  listen(
    at: { readonly host?: string; readonly port: number },
    on: { listening(port: number): void; pipe(pipe: Pipe): void; failed(why: string): void },
  ): Disposable;
  /** Disposing before `open` cancels the dial; after it the pipe belongs to the caller. */
  dial(to: Addr, on: { open(pipe: Pipe): void; fail(why: DialFailure): void }): Disposable;
  interfaces(): readonly Iface[];
}

/** An encrypted byte stream to somebody not yet authenticated. Its handler is never called from within one of these calls. */
export interface Pipe {
  readonly remote: Addr;
  readonly local: Addr;
  /** 32 bytes, equal at both ends and at nobody else's: the RFC 9266 exporter of the TLS session. */
  readonly bindingId: Uint8Array;
  /** Bytes handed to `write` that have not left this process. */
  unsent(): number;
  write(bytes: Uint8Array): void;
  /** Stop or go on reading; while paused nothing is delivered and the sender is held back. */
  pause(on: boolean): void;
  /** Sends what is queued, then closes our half. Within 10 s the whole pipe is closed, whatever the other side does. */
  end(): void;
  destroy(): void;
  handle(handler: { data(bytes: Uint8Array): void; drain(): void; close(why: string): void }): void;
}
