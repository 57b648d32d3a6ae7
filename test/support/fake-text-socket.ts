import type { AppError } from '../../common/base/index.ts';
import type { OpenSocket, SocketEvents, TextSocket } from '../../src/tracker-client/index.ts';

/** The tracker's end of a socket, in a test's hands. */
export class FakeTextSocket implements TextSocket {
  readonly sent: Record<string, unknown>[] = [];
  pings = 0;
  disposed = false;
  /** Set to true: nothing more is taken. */
  full = false;
  readonly #events: SocketEvents;

  constructor(events: SocketEvents) {
    this.#events = events;
  }

  send(text: string): boolean {
    if (this.full) return false;
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
    return true;
  }

  ping(): void {
    this.pings++;
  }

  dispose(): void {
    this.disposed = true;
  }

  open(): void {
    if (!this.disposed) this.#events.open();
  }

  heard(): void {
    if (!this.disposed) this.#events.heard();
  }

  text(text: string): void {
    if (!this.disposed) this.#events.text(text);
  }

  say(message: object): void {
    this.text(JSON.stringify(message));
  }

  close(why: string, refused?: AppError): void {
    if (!this.disposed) this.#events.close(why, refused);
  }
}

/** Gives out fake sockets and remembers them. */
export class FakeTracker {
  readonly sockets: FakeTextSocket[] = [];

  readonly open: OpenSocket = (_url, events) => {
    const socket = new FakeTextSocket(events);
    this.sockets.push(socket);
    return socket;
  };

  /** The newest socket. */
  get socket(): FakeTextSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('nobody has dialled');
    return socket;
  }
}
