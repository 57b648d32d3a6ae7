import { toDisposable, type Addr, type Disposable, type Net } from '../../../common/base/index.ts';
import type { SimHost } from './host.ts';
import { SimPipe } from './pipe.ts';
import type { Prng } from './prng.ts';
import type { Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';

type Listen = Parameters<Net['listen']>[1];
type Dial = Parameters<Net['dial']>[1];
export type CutKind = 'drop' | 'oneWay';

export interface NetworkQuality {
  /** Milliseconds one way, least and most. */
  readonly latency: readonly [number, number];
  /** Percent of pieces that arrive only at the second try. */
  readonly loss: number;
  /** Sizes of the pieces that arrive, bytes. */
  readonly chop: readonly [number, number];
  /** Bytes under way in one direction of a pipe. */
  readonly queueBytes: number;
  /** Percent of cases in which an interface looks like a VPN, so that the two ends see a link differently. */
  readonly overlay: number;
  /** Of one direction of a pipe; absent = without limit. */
  readonly bytesPerSecond?: number;
}

/** The way from one host to another. */
export interface Path {
  readonly chop: NetworkQuality['chop'];
  readonly queueBytes: number;
  latency(): number;
  /** Milliseconds that so many bytes take beside that. */
  duration(bytes: number): number;
  loses(): boolean;
  blocked(): boolean;
  back(): Path;
}

interface Cut {
  readonly from: ReadonlySet<SimHost>;
  readonly to: ReadonlySet<SimHost>;
  readonly kind: CutKind;
}

/** How it is between some hosts and others, in both directions. */
interface Shape {
  readonly some: ReadonlySet<SimHost>;
  /** Undefined = everybody. */
  readonly others: ReadonlySet<SimHost> | undefined;
  readonly quality: Partial<NetworkQuality>;
}

const dialTimeout = 20_000;

/** One LAN: listeners, dials, pipes and cuts. */
export class Network {
  readonly #scheduler: Scheduler;
  readonly #random: Prng;
  readonly #quality: NetworkQuality;
  readonly #hosts: Map<string, SimHost>;
  readonly #listeners = new Map<string, { readonly process: Process; readonly on: Listen }>();
  readonly #cuts = new Set<Cut>();
  readonly #shapes = new Set<Shape>();
  /** Counts changes of the shapes. */
  #shaped = 0;
  /** Told of everything that is written on a pipe. */
  tap: (pipe: SimPipe, bytes: Uint8Array) => void = () => {};
  #ports = 40_000;
  #opened = 0;

  constructor(scheduler: Scheduler, random: Prng, quality: NetworkQuality, hosts: Map<string, SimHost>) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#quality = quality;
    this.#hosts = hosts;
  }

  /** Connections opened since the beginning. */
  get opened(): number {
    return this.#opened;
  }

  net(process: Process): Net {
    return {
      listen: (at, on) => this.#listen(process, at.port, on),
      dial: (to, on) => this.#dial(process, to, on),
      interfaces: () => {
        const overlay = this.#random.chance(this.#quality.overlay);
        return [{ name: 'eth0', host: process.host.address, prefixLength: 24, overlay }];
      },
    };
  }

  /** Until healed nothing passes: in both directions, or from the first hosts to the second ones only. */
  cut(from: readonly SimHost[], to: readonly SimHost[], kind: CutKind): { heal(): void } {
    const cut = { from: new Set(from), to: new Set(to), kind };
    this.#cuts.add(cut);
    return { heal: () => void this.#cuts.delete(cut) };
  }

  /** Until healed the network is like this between them; what was shaped last counts. */
  shape(
    some: readonly SimHost[],
    others: readonly SimHost[] | undefined,
    quality: Partial<NetworkQuality>,
  ): { heal(): void } {
    const shape = { some: new Set(some), others: others && new Set(others), quality };
    this.#shapes.add(shape);
    this.#shaped++;
    return {
      heal: () => {
        this.#shapes.delete(shape);
        this.#shaped++;
      },
    };
  }

  /** Every open connection between them: broken at both ends, or dark for ever (`forgotten`: the first host knows at once). */
  spoil(from: readonly SimHost[], to: readonly SimHost[], how: 'reset' | 'dark' | 'forgotten'): void {
    for (const host of from) {
      for (const pipe of host.running?.process.pipes ?? []) {
        const { other } = pipe;
        if (other === undefined || !to.includes(other.owner.host)) continue;
        if (how !== 'reset') for (const end of [pipe, other]) end.goDark();
        if (how === 'reset') other.close('reset');
        if (how !== 'dark') pipe.close('reset');
      }
    }
  }

  heal(): void {
    this.#cuts.clear();
  }

  #listen(process: Process, port: number, on: Listen): Disposable {
    const chosen = port === 0 ? this.#ports++ : port;
    const key = `${process.host.address}:${chosen}`;
    if (this.#listeners.has(key)) {
      process.later(() => on.failed('PORT_IN_USE'));
      return toDisposable(() => {});
    }
    this.#listeners.set(key, { process, on });
    const listener = toDisposable(() => {
      this.#listeners.delete(key);
      process.listeners.delete(listener);
    });
    process.listeners.add(listener);
    process.later(() => process.listeners.has(listener) && on.listening(chosen));
    return listener;
  }

  /** One round trip for TCP, two for TLS. */
  #dial(process: Process, to: Addr, on: Dial): Disposable {
    const deadline = this.#scheduler.now + dialTimeout;
    const dial = toDisposable(() => process.dials.delete(dial));
    process.dials.add(dial);
    const step = (ms: number, run: () => void): void => {
      this.#scheduler.at(this.#scheduler.now + ms, () => process.dials.has(dial) && run());
    };
    const settle = (run: () => void): void => process.later(() => process.dials.delete(dial) && run());
    const attempt = (roundTrips: number): void => {
      const host = this.#hosts.get(to.host);
      const path = host && this.#path(process.host, host);
      if (path === undefined || path.blocked() || path.back().blocked()) {
        if (this.#scheduler.now < deadline) step(1000, () => attempt(roundTrips));
        else settle(() => on.fail('timeout'));
        return;
      }
      const listener = this.#listeners.get(`${to.host}:${to.port}`);
      if (listener === undefined) return settle(() => on.fail('refused'));
      if (roundTrips > 0) return step(path.latency() + path.back().latency(), () => attempt(roundTrips - 1));
      settle(() => on.open(this.#connect(process, listener, to)));
    };
    step(0, () => attempt(3));
    return dial;
  }

  #connect(process: Process, listener: { process: Process; on: Listen }, to: Addr): SimPipe {
    const from = { host: process.host.address, port: this.#ports++ };
    const bindingId = this.#random.bytes(32);
    const path = this.#path(process.host, listener.process.host);
    const tap = (pipe: SimPipe, bytes: Uint8Array): void => this.tap(pipe, bytes);
    const setting = { scheduler: this.#scheduler, random: this.#random, tap };
    const near = new SimPipe(process, { remote: to, local: from, bindingId }, { ...setting, path });
    const far = new SimPipe(
      listener.process,
      { remote: from, local: to, bindingId },
      { ...setting, path: path.back() },
    );
    const accepted = this.#scheduler.now + path.latency();
    near.connect(far, accepted + 1);
    far.connect(near, accepted + 1);
    this.#opened++;
    this.#scheduler.at(accepted, () => listener.process.later(() => listener.on.pipe(far)));
    return near;
  }

  #path(from: SimHost, to: SimHost): Path {
    const random = this.#random;
    let shaped = -1;
    let known = this.#quality;
    const quality = (): NetworkQuality => {
      if (shaped !== this.#shaped) known = this.#qualityOf(from, to);
      shaped = this.#shaped;
      return known;
    };
    const asleep = (host: SimHost): boolean => host.asleepUntil > this.#scheduler.now;
    return {
      get chop() {
        return quality().chop;
      },
      get queueBytes() {
        return quality().queueBytes;
      },
      latency: () => random.between(quality().latency),
      duration: (bytes) => Math.ceil((bytes * 1000) / (quality().bytesPerSecond ?? Infinity)),
      loses: () => random.chance(quality().loss),
      blocked: () => to.off || asleep(to) || asleep(from) || this.#isCut(from, to),
      back: () => this.#path(to, from),
    };
  }

  #qualityOf(from: SimHost, to: SimHost): NetworkQuality {
    const shaped = { ...this.#quality };
    for (const { some, others, quality } of this.#shapes) {
      const among = (host: SimHost): boolean => others === undefined || others.has(host);
      if ((some.has(from) && among(to)) || (some.has(to) && among(from))) Object.assign(shaped, quality);
    }
    return shaped;
  }

  #isCut(from: SimHost, to: SimHost): boolean {
    for (const cut of this.#cuts) {
      if (cut.from.has(from) && cut.to.has(to)) return true;
      if (cut.kind === 'drop' && cut.from.has(to) && cut.to.has(from)) return true;
    }
    return false;
  }
}
