import { AppError, type Disposable, type Env } from '../../common/base/index.ts';
import { Caught } from './sim/caught.ts';
import type { DiskFate, SimDisk, SimHost } from './sim/host.ts';
import { HostClock, type ClockOptions } from './sim/host-clock.ts';
import { Inhabitants, type Inhabitant } from './sim/inhabitants.ts';
import { Network, type CutKind, type NetworkQuality } from './sim/network.ts';
import { Prng } from './sim/prng.ts';
import { Process } from './sim/process.ts';
import { Scheduler } from './sim/scheduler.ts';
import type { TestTrackerKeys } from './tracker-keys.ts';
import { TraceHash } from './sim/trace-hash.ts';

export type { Inhabitant } from './sim/inhabitants.ts';
export type { DiskFate, SimDisk, SimHost } from './sim/host.ts';

export interface WorldOptions {
  readonly network?: Partial<NetworkQuality>;
  /** `simulated` is the default: a keyed hash. */
  readonly crypto?: 'simulated' | 'real';
  /** Told of every traced event and of what programs log. */
  readonly onTrace?: (line: string) => void;
  /** Names that `sometimes` has been reached with, gathered over many worlds. */
  readonly reached?: Set<string>;
}

/** Many hosts on one simulated LAN, all from one seed: the same seed is the same run, event by event. */
export class World implements Disposable {
  readonly seed: number;
  readonly random: Prng;
  readonly network: Network;
  readonly caught = new Caught();
  readonly #scheduler = new Scheduler();
  readonly #inhabitants: Inhabitants;
  readonly #hosts = new Map<string, SimHost>();
  readonly #invariants: { readonly name: string; readonly run: () => void }[] = [];
  readonly #reached: Set<string>;
  readonly #onTrace: ((line: string) => void) | undefined;
  readonly #trace = new TraceHash();
  readonly #counts = new Map<string, number>();
  #violation: string | undefined;
  #starts = 0;

  constructor(seed: number, options: WorldOptions = {}) {
    this.seed = seed;
    this.random = new Prng(seed);
    this.#inhabitants = new Inhabitants(seed, options.crypto ?? 'simulated');
    this.#reached = options.reached ?? new Set();
    this.#onTrace = options.onTrace;
    const least = 1 + this.random.nextInt(20);
    const quality = {
      latency: [least, least + this.random.nextInt(100)] as const,
      loss: this.random.nextInt(4),
      chop: this.random.chance(20) ? ([1, 200] as const) : ([100, 20_000] as const),
      queueBytes: 4096 + this.random.nextInt(256 * 1024),
      overlay: 0,
      ...options.network,
    };
    this.network = new Network(this.#scheduler, new Prng(seed, 1), quality, this.#hosts);
  }

  now(): number {
    return this.#scheduler.now;
  }

  /** Who vouches for everybody's name. */
  get tracker(): TestTrackerKeys {
    return this.#inhabitants.tracker;
  }

  /** A new person with one device. */
  person(username: string): Inhabitant {
    return this.#inhabitants.person(username);
  }

  /** One more device of somebody. */
  deviceOf(one: Inhabitant): Inhabitant {
    return this.#inhabitants.deviceOf(one);
  }

  host(name: string, options: ClockOptions = {}): SimHost {
    const address = `10.0.0.${this.#hosts.size + 1}`;
    const clock = new HostClock(options);
    const host: SimHost = { name, address, clock, disks: new Set(), running: undefined, off: false, asleepUntil: 0 };
    this.#hosts.set(address, host);
    return host;
  }

  /** Runs a program on a host that runs none. What it holds open at the end is a leak. */
  start(host: SimHost, as: Inhabitant, program: (env: Env) => Disposable): void {
    if (host.running !== undefined) throw new AppError('INTERNAL', `${host.name} runs already`);
    host.off = false;
    host.asleepUntil = 0;
    const random = new Prng(this.seed, 100 + this.#starts++);
    const process = new Process(host, (own) => ({
      scheduler: this.#scheduler,
      random,
      net: this.network.net(own),
      crypto: as.crypto,
      logger: { log: (level, text) => this.#logged(host, level, text) },
      trace: (event, data) => this.#traced(host, event, data),
    }));
    host.running = { process, program: program(process) };
  }

  /** Ends a program in order and looks for what it left behind. */
  stop(host: SimHost): void {
    const { running } = host;
    if (running === undefined) return;
    running.program.dispose();
    host.running = undefined;
    const leaks = running.process.leaks();
    running.process.die('fin');
    if (leaks.length > 0) throw new AppError('INTERNAL', `${host.name} leaks ${leaks.join(', ')}`);
  }

  /** Ends it at once. `silence`: with the whole machine, so that nobody is told until it is on again. */
  kill(host: SimHost, disk: DiskFate = 'kept', word: 'reset' | 'silence' = 'reset'): void {
    const { running } = host;
    host.running = undefined;
    host.off = word === 'silence';
    running?.process.die(word);
    for (const each of host.disks) each.crash(disk, this.random);
    this.note(host.name, 'killed', { disk, word });
  }

  /** A disk to be crashed whenever its host is killed. */
  registerDisk(host: SimHost, disk: SimDisk): Disposable {
    host.disks.add(disk);
    return { dispose: () => void host.disks.delete(disk) };
  }

  /** `reset`, `dark` and `forgotten` spoil what is open now and let new connections pass; the others last until healed. */
  cut(
    from: readonly SimHost[],
    to: readonly SimHost[],
    kind: CutKind | 'reset' | 'dark' | 'forgotten',
  ): { heal(): void } {
    if (kind === 'drop' || kind === 'oneWay') return this.network.cut(from, to, kind);
    this.network.spoil(from, to, kind);
    return { heal: () => {} };
  }

  /** Its program stands still; afterwards the timers run first, then what the network brought. */
  stall(host: SimHost, ms: number): void {
    if (host.running !== undefined) host.running.process.stalledUntil = this.now() + ms;
  }

  /**
   * The whole machine sleeps; nobody is told. Its monotonic clock goes on meanwhile or stands still, as operating systems
   * differ there. Waking, the overdue timers run first, then what the network brings.
   */
  sleep(host: SimHost, ms: number, mono: 'runs' | 'stops'): void {
    host.asleepUntil = this.now() + ms;
    if (mono === 'stops') host.clock.standStill(ms);
    this.stall(host, ms);
    this.note(host.name, 'sleeps', { ms, mono });
  }

  /** From now on its wall clock is this much ahead of the world's, milliseconds; negative = behind. */
  setWall(host: SimHost, ms: number): void {
    host.clock.wallOffset = ms;
  }

  /** Looked at after every event. */
  always(name: string, run: () => void): void {
    this.#invariants.push({ name, run });
  }

  /** An invariant is broken, seen from within a program, which must not catch it. The run ends with this event. */
  violated(what: string): void {
    this.#violation ??= what;
  }

  /** Must be reached by some seed of a run, or the test is blind there. */
  sometimes(name: string): void {
    this.#reached.add(name);
  }

  /** Something outside the programs happens then. */
  at(time: number, run: () => void): Disposable {
    return this.#scheduler.at(time, run);
  }

  run(ms: number): void {
    this.#scheduler.runUntil(this.now() + ms, () => this.#look());
  }

  /** No more faults: heals everything and lets time pass. */
  settle(ms: number): void {
    this.network.heal();
    this.run(ms);
  }

  traceHash(): string {
    return this.#trace.text();
  }

  dispose(): void {
    for (const host of this.#hosts.values()) this.stop(host);
  }

  /** How often a program traced an event. */
  count(event: string): number {
    return this.#counts.get(event) ?? 0;
  }

  #traced(host: SimHost, event: string, data?: object): void {
    this.note(host.name, event, data);
    this.#counts.set(event, this.count(event) + 1);
  }

  #logged(host: SimHost, level: string, text: string): void {
    this.#onTrace?.(`${this.now()} ${host.name} ${level}: ${text}`);
    if (this.caught.isWrong(level, text)) this.violated(`${host.name} caught: ${text}`);
  }

  /** Something happened; part of the trace and its hash. */
  note(who: string, event: string, data?: object): void {
    const line = `${this.now()} ${who} ${event}${data === undefined ? '' : ` ${JSON.stringify(data)}`}`;
    this.#trace.add(line);
    this.#onTrace?.(line);
  }

  #look(): void {
    if (this.#violation !== undefined) throw new AppError('INTERNAL', `at ${this.now()} ms: ${this.#violation}`);
    for (const { name, run } of this.#invariants) {
      try {
        run();
      } catch (error) {
        throw new AppError('INTERNAL', `always "${name}" broken at ${this.now()} ms: ${String(error)}`, {}, error);
      }
    }
  }
}
