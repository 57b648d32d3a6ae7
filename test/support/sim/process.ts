import {
  toDisposable,
  type Clock,
  type Crypto,
  type Disposable,
  type Env,
  type Logger,
  type Net,
  type Random,
} from '../../../common/base/index.ts';
import type { SimHost } from './host.ts';
import type { SimPipe } from './pipe.ts';
import type { Scheduler } from './scheduler.ts';

export interface ProcessSetting {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly net: Net;
  readonly crypto: Crypto;
  readonly logger: Logger;
  readonly trace: (event: string, data?: object) => void;
}

/** One run of a program on a host: its doors to the world, and a count of everything it holds open. */
export class Process implements Env {
  readonly host: SimHost;
  readonly clock: Clock;
  readonly random: Random;
  readonly net: Net;
  readonly crypto: Crypto;
  readonly logger: Logger;
  readonly pipes = new Set<SimPipe>();
  readonly listeners = new Set<Disposable>();
  readonly dials = new Set<Disposable>();
  /** Until then nothing runs here; the network waits behind the timers. */
  stalledUntil = 0;
  readonly #timers = new Set<Disposable>();
  readonly #setting: ProcessSetting;
  #dead = false;

  constructor(host: SimHost, setting: (process: Process) => ProcessSetting) {
    this.host = host;
    this.#setting = setting(this);
    const { scheduler, random, net, crypto, logger } = this.#setting;
    this.random = random;
    this.net = net;
    this.crypto = crypto;
    this.logger = logger;
    this.clock = {
      mono: () => host.clock.mono(scheduler.now),
      wall: () => host.clock.wall(scheduler.now),
      setTimer: (ms, run) => this.#after(ms, run),
    };
  }

  turn(run: () => void): Disposable {
    return this.#after(0, run, 0);
  }

  trace(event: string, data?: object): void {
    this.#setting.trace(event, data);
  }

  /** What the network tells: as an event of its own, never out of a call. */
  later(run: () => void): void {
    const { scheduler } = this.#setting;
    scheduler.at(Math.max(scheduler.now, this.stalledUntil + 1), () => {
      if (!this.#dead) run();
    });
  }

  /** What the program should have let go of by now. */
  leaks(): readonly string[] {
    const open = [...this.pipes].filter((pipe) => pipe.taken && !pipe.settled).length;
    const counts = { timers: this.#timers.size, listeners: this.listeners.size, dials: this.dials.size, pipes: open };
    return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  }

  /** Nothing of it runs any more. */
  die(word: 'fin' | 'reset' | 'silence'): void {
    this.#dead = true;
    for (const each of [...this.listeners, ...this.dials]) each.dispose();
    for (const pipe of this.pipes) if (word !== 'fin' || !pipe.settled) pipe.abandon(word);
  }

  /** Never early, sometimes a little late. */
  #after(ms: number, run: () => void, late = this.#setting.random.nextInt(3)): Disposable {
    const { scheduler } = this.#setting;
    const { clock } = this.host;
    const due = clock.mono(scheduler.now) + ms + late;
    let event: Disposable;
    const timer = toDisposable(() => {
      event.dispose();
      this.#timers.delete(timer);
    });
    const fire = (): void => {
      if (this.stalledUntil > scheduler.now) {
        event = scheduler.at(this.stalledUntil, fire);
        return;
      }
      // the clock stood still meanwhile
      if (clock.mono(scheduler.now) < due) {
        event = scheduler.at(Math.max(scheduler.now + 1, clock.when(due)), fire);
        return;
      }
      timer.dispose();
      if (!this.#dead) run();
    };
    this.#timers.add(timer);
    event = scheduler.at(clock.when(due), fire);
    return timer;
  }
}
