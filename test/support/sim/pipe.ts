import { SingleTimer } from '../../../common/base/index.ts';
import type { Addr, Pipe } from '../../../common/base/index.ts';
import type { Path } from './network.ts';
import type { Prng } from './prng.ts';
import type { Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';

type Handler = Parameters<Pipe['handle']>[0];
interface Piece {
  readonly kind: 'data' | 'fin' | 'reset';
  readonly bytes: Uint8Array;
  due: number;
  tries: number;
}

const empty = new Uint8Array(0);
/** How long what is not acknowledged is sent again, and how often at least. */
const giveUp = 120_000;
const slowestRetry = 20_000;
const closeAfter = 10_000;

export interface PipeSetting {
  readonly scheduler: Scheduler;
  readonly random: Prng;
  /** From this end to the other. */
  readonly path: Path;
  /** Told of everything that is written. */
  tap(pipe: SimPipe, bytes: Uint8Array): void;
}

/** One end of a simulated connection. Loss never loses bytes: it delays them, as retransmission does. */
export class SimPipe implements Pipe {
  readonly remote: Addr;
  readonly local: Addr;
  readonly bindingId: Uint8Array;
  readonly owner: Process;
  readonly #setting: PipeSetting;
  readonly #arrival = new SingleTimer();
  readonly #closeTimer = new SingleTimer();
  #peer: SimPipe | undefined;
  #handler: Handler | undefined;
  /** Written and not yet on its way. */
  #waiting: Uint8Array[] = [];
  #unsent = 0;
  #flight: Piece[] = [];
  #flightBytes = 0;
  #lastDue = 0;
  #blockedSince: number | undefined;
  #paused = false;
  #taken = false;
  #ended = false;
  #saidEnd = false;
  #heardEnd = false;
  #closed = false;
  #dark = false;

  constructor(owner: Process, ends: { remote: Addr; local: Addr; bindingId: Uint8Array }, setting: PipeSetting) {
    this.owner = owner;
    this.remote = ends.remote;
    this.local = ends.local;
    this.bindingId = ends.bindingId;
    this.#setting = setting;
    owner.pipes.add(this);
  }

  /** Nothing arrives at the other end before `from`. */
  connect(peer: SimPipe, from: number): void {
    this.#peer = peer;
    this.#lastDue = from;
  }

  get other(): SimPipe | undefined {
    return this.#peer;
  }

  /** From now on nothing passes and nobody is told, as when a router forgets the connection. */
  goDark(): void {
    this.#dark = true;
  }

  /** Nobody has to look after it any more. */
  get settled(): boolean {
    return this.#ended || this.#closed;
  }

  /** The program has it. Before, it is the system's, which lets go of it by itself. */
  get taken(): boolean {
    return this.#taken;
  }

  unsent(): number {
    return this.#unsent;
  }

  write(bytes: Uint8Array): void {
    if (this.#ended || this.#closed) return;
    this.#setting.tap(this, bytes);
    this.#waiting.push(bytes);
    this.#unsent += bytes.length;
    this.#fill();
  }

  pause(on: boolean): void {
    this.#paused = on;
    if (!on && this.#peer !== undefined) this.#peer.#schedule();
  }

  end(): void {
    if (this.#ended || this.#closed) return;
    this.#ended = true;
    this.#closeTimer.set(() =>
      this.#setting.scheduler.at(this.#setting.scheduler.now + closeAfter, () => this.close('timeout')),
    );
    this.#fill();
  }

  destroy(): void {
    if (this.#closed) return;
    this.#handler = undefined;
    this.abandon(this.#setting.random.chance(50) ? 'fin' : 'reset');
  }

  handle(handler: Handler): void {
    this.#handler = handler;
    this.#taken = true;
  }

  /** This end is gone. The other hears of it in one way or the other, or never. */
  abandon(word: 'fin' | 'reset' | 'silence'): void {
    if (this.#closed) return;
    this.#waiting = [];
    this.#unsent = 0;
    if (word !== 'fin') this.#flight = [];
    if (word !== 'silence') this.#launch(word, empty);
    this.close('');
  }

  close(why: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeTimer.dispose();
    this.owner.pipes.delete(this);
    const handler = this.#handler;
    this.#handler = undefined;
    if (handler !== undefined) this.owner.later(() => handler.close(why));
  }

  /** Puts on its way what the network's queue can take. */
  #fill(): void {
    const { path, random } = this.#setting;
    for (
      let first = this.#waiting[0];
      first !== undefined && this.#flightBytes < path.queueBytes;
      first = this.#waiting[0]
    ) {
      const piece = first.subarray(0, Math.min(random.between(path.chop), path.queueBytes - this.#flightBytes));
      if (piece.length === first.length) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(piece.length);
      this.#unsent -= piece.length;
      this.#launch('data', piece);
    }
    if (!this.#ended || this.#waiting.length > 0 || this.#saidEnd || this.#closed) return;
    this.#saidEnd = true;
    this.#launch('fin', empty);
    if (this.#heardEnd) this.close('end');
  }

  #launch(kind: Piece['kind'], bytes: Uint8Array): void {
    const { scheduler, path } = this.#setting;
    if (this.#flight.at(-1)?.kind === 'fin') return;
    this.#lastDue = Math.max(this.#lastDue, scheduler.now + path.latency()) + path.duration(bytes.length);
    this.#flight.push({ kind, bytes, due: this.#lastDue, tries: 0 });
    this.#flightBytes += bytes.length;
    this.#schedule();
  }

  #schedule(): void {
    const first = this.#flight[0];
    if (first !== undefined) this.#arrival.set(() => this.#setting.scheduler.at(first.due, () => this.#arrive(first)));
  }

  #arrive(piece: Piece): void {
    const { path, scheduler } = this.#setting;
    const peer = this.#peer;
    if (peer === undefined) return;
    const { asleepUntil } = this.owner.host;
    // its timers do not run either
    if (asleepUntil > scheduler.now) {
      piece.due = asleepUntil + 1;
      return this.#schedule();
    }
    if (this.#dark || path.blocked()) return this.#retry(piece);
    this.#blockedSince = undefined;
    if (piece.tries === 0 && path.loses()) return this.#retry(piece);
    if (peer.#closed) return this.#answerOfNobody(piece);
    if (peer.#paused && piece.kind === 'data') return;
    const stalled = peer.owner.stalledUntil;
    if (stalled > scheduler.now) {
      piece.due = stalled + 1;
      return this.#schedule();
    }
    this.#flight.shift();
    this.#flightBytes -= piece.bytes.length;
    peer.#receive(piece);
    const before = this.#unsent;
    if (!this.#closed) this.#fill();
    const handler = this.#handler;
    if (this.#unsent < before || this.#unsent === 0)
      this.owner.later(() => handler === this.#handler && handler?.drain());
    this.#schedule();
  }

  #retry(piece: Piece): void {
    const { scheduler } = this.#setting;
    // nobody sends a reset twice: who has not heard it learns it when he writes
    if (piece.kind === 'reset') return;
    this.#blockedSince ??= scheduler.now;
    if (scheduler.now - this.#blockedSince > giveUp) return this.close('timeout');
    piece.due = scheduler.now + Math.min(slowestRetry, 200 * 2 ** piece.tries++);
    this.#schedule();
  }

  #answerOfNobody(piece: Piece): void {
    const { scheduler, path } = this.#setting;
    this.#flight = [];
    if (piece.kind === 'data')
      scheduler.at(scheduler.now + path.latency(), () => path.back().blocked() || this.close('reset'));
  }

  #receive(piece: Piece): void {
    if (piece.kind === 'reset') return this.close('reset');
    if (piece.kind === 'data') return this.#handler?.data(piece.bytes.slice());
    this.#heardEnd = true;
    if (this.#saidEnd) this.close('end');
    else this.end();
  }
}
