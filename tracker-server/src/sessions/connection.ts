import type { WebSocket } from 'ws';
import { Liveness, type Clock, type Disposable } from '../../../common/base/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { Holder, Unsent } from './unsent.ts';

/** WebSocket close codes (RFC 6455). */
export const closeCodes = { normal: 1000, policy: 1008, restart: 1012 } as const;

export interface ConnectionEvents {
  text(text: string): void;
  /** Something other than text. */
  binary(): void;
  /** A control frame that costs us an answer. */
  ping(): void;
  /** `reads` is true again. */
  drained(): void;
  /** Once and last. */
  close(): void;
}

/** How long the other end may take to answer our close. */
const closeWithin = 1000;

/** One WebSocket: pings it, notices when it is dead or does not read, and never throws. */
export class Connection implements Holder {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  readonly #unsent: Unsent;
  readonly #liveness: Liveness;
  #closing: Disposable | undefined;

  constructor(socket: WebSocket, clock: Clock, unsent: Unsent, events: ConnectionEvents) {
    this.#socket = socket;
    this.#clock = clock;
    this.#events = events;
    this.#unsent = unsent;
    this.#liveness = new Liveness(clock, trackerLimits, {
      ping: () => this.#ping(),
      dead: () => socket.terminate(),
    });
    socket.on('message', (data, isBinary) => this.#onMessage(data as Buffer, isBinary));
    socket.on('ping', () => {
      this.#liveness.heard();
      this.#events.ping();
    });
    socket.on('pong', () => this.#liveness.heard());
    // `close` always follows an error
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const bytes = Buffer.byteLength(text);
    if (this.#unsent.of(this) + bytes > trackerLimits.unsentBytes) return this.#socket.terminate();
    this.#unsent.add(this, bytes);
    // what an end of the connection keeps from being sent is forgotten with it
    this.#socket.send(text, () => this.#onSent(bytes));
  }

  /** Whether it reads what it is sent, as far as can be told. */
  get reads(): boolean {
    return this.#unsent.of(this) <= trackerLimits.unreadBytes;
  }

  /** Says goodbye and, if that is not answered, ends it. Nothing more is read. */
  end(code: number, reason: string): void {
    if (this.#closing !== undefined || this.#socket.readyState === this.#socket.CLOSED) return;
    this.#socket.close(code, reason);
    this.#closing = this.#clock.setTimer(closeWithin, () => this.#socket.terminate());
  }

  /** Without ceremony. */
  cut(): void {
    this.#socket.terminate();
  }

  /** `binaryType` is the default, so that every message is one Buffer. */
  #onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#closing !== undefined) return;
    this.#liveness.heard();
    if (isBinary) this.#events.binary();
    else this.#events.text(data.toString('utf8'));
  }

  #onSent(bytes: number): void {
    const before = this.reads;
    this.#unsent.sent(this, bytes);
    if (!before && this.reads) this.#events.drained();
  }

  #ping(): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #onClose(): void {
    this.#liveness.dispose();
    this.#closing?.dispose();
    this.#unsent.forget(this);
    this.#events.close();
  }
}
