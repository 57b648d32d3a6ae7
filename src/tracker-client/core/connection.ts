import { type AppError, type Disposable, type Env, Liveness } from '../../../common/base/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { OpenSocket, TextSocket } from './ports.ts';
import { Requests } from './requests.ts';

export interface ConnectionEvents {
  text(text: string): void;
  /** Once and last; never after `dispose`. */
  close(why: string, refused?: AppError): void;
}

/** One socket with what lives and dies with it: the requests that wait and the watch over its liveness. */
export class Connection implements Disposable {
  readonly requests: Requests;
  readonly #on: ConnectionEvents;
  readonly #socket: TextSocket;
  #liveness: Liveness | undefined;
  #ended = false;

  constructor(env: Pick<Env, 'clock'>, open: OpenSocket, url: string, on: ConnectionEvents) {
    this.#on = on;
    this.requests = new Requests(env.clock, (text) => this.#send(text));
    this.#socket = open(url, {
      open: () => this.#onOpen(env),
      heard: () => this.#liveness?.heard(),
      text: (text) => this.#onText(text),
      close: (why, refused) => this.#close(why, refused),
    });
  }

  /** Silent: the requests are left to be failed by the owner, who knows why. */
  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#liveness?.dispose();
    this.#socket.dispose();
  }

  #onOpen(env: Pick<Env, 'clock'>): void {
    if (this.#ended) return;
    this.#liveness = new Liveness(env.clock, trackerLimits, {
      ping: () => this.#socket.ping(),
      dead: () => this.#close('the tracker has fallen silent'),
    });
  }

  #onText(text: string): void {
    if (this.#ended) return;
    this.#liveness?.heard();
    this.#on.text(text);
  }

  #send(text: string): void {
    if (!this.#ended && !this.#socket.send(text)) this.#close('the tracker takes nothing more');
  }

  #close(why: string, refused?: AppError): void {
    if (this.#ended) return;
    this.dispose();
    this.#on.close(why, refused);
  }
}
