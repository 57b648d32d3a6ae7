import {
  AppError,
  formatAddress,
  toDisposable,
  type Disposable,
  type Env,
  type Pipe,
} from '../../../common/base/index.ts';
import type { DeviceKey, Target } from '../../../common/model/index.ts';
import { dialOrder } from './address.ts';
import type { Candidate } from './candidate.ts';
import type { PeerKnobs } from './knobs.ts';
import type { LinkCore } from './link.ts';
import type { LinkEnd } from './link-types.ts';
import { Wanted, type Dial } from './wanted.ts';

interface DialHost {
  readonly me: DeviceKey;
  readonly knobs: PeerKnobs;
  linked(device: DeviceKey): boolean;
  /** Speaks HELLO on an open pipe; `done` once. */
  greet(pipe: Pipe, target: Target, done: (result: 'linked' | LinkEnd) => void): LinkCore;
}

/** Decides which address of which wanted device is dialled when (links.md, Dialling and redialling). */
export class DialScheduler implements Disposable {
  readonly #env: Env;
  readonly #host: DialHost;
  readonly #wanted = new Map<DeviceKey, Wanted>();
  #open = 0;

  constructor(env: Env, host: DialHost) {
    this.#env = env;
    this.#host = host;
  }

  /** The devices to be linked with from now on. Those that stay keep their back-off. */
  seek(targets: readonly Target[]): void {
    const devices = new Set(targets.map(({ device }) => device));
    for (const [device, wanted] of this.#wanted) if (!devices.has(device)) this.#drop(device, wanted);
    const interfaces = this.#env.net.interfaces();
    for (const target of targets) {
      if (target.device === this.#host.me) continue;
      const wanted = this.#wanted.get(target.device) ?? this.#want(target);
      wanted.target = target;
      wanted.setAddresses(dialOrder(target.addresses, interfaces));
      this.#pump(wanted);
    }
  }

  /** A first link. */
  linked(device: DeviceKey): void {
    const wanted = this.#wanted.get(device);
    if (wanted === undefined) return;
    wanted.linked = true;
    wanted.cancelNeedless();
  }

  unlinked(device: DeviceKey, life: number): void {
    const wanted = this.#wanted.get(device);
    if (wanted === undefined) return;
    const now = this.#env.clock.mono();
    wanted.linked = false;
    wanted.unlinked(now, life);
    wanted.wait(now + this.#headStart(device));
    this.#pump(wanted);
  }

  check(): void {
    const { dials, dialsPerDevice } = this.#host.knobs;
    const sizes = [...this.#wanted.values()].map((wanted) => wanted.dials.size);
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum !== this.#open || sum > dials || sizes.some((size) => size > dialsPerDevice)) {
      throw new AppError('INTERNAL', 'broken invariant: dials');
    }
  }

  dispose(): void {
    for (const [device, wanted] of this.#wanted) this.#drop(device, wanted);
  }

  #want(target: Target): Wanted {
    const { random, clock } = this.#env;
    const wanted = new Wanted(target, this.#host.linked(target.device), random, this.#host.knobs);
    wanted.wait(clock.mono() + this.#headStart(target.device));
    this.#wanted.set(target.device, wanted);
    return wanted;
  }

  #drop(device: DeviceKey, wanted: Wanted): void {
    this.#wanted.delete(device);
    wanted.dispose();
  }

  /** Both learn of each other at the same moment: the controller dials at once, the other a little later. */
  #headStart(device: DeviceKey): number {
    const { yield: base } = this.#host.knobs;
    return this.#host.me < device ? 0 : base + this.#env.random.nextInt(base + 1);
  }

  /** Starts what may start now and sets the timer for the rest. */
  #pump(wanted: Wanted): void {
    const { knobs } = this.#host;
    wanted.timer.clear();
    while (!wanted.linked && wanted.dials.size < knobs.dialsPerDevice && this.#open < knobs.dials) {
      const now = this.#env.clock.mono();
      const next = wanted.next(now);
      if (next === undefined) return;
      if (next.at > now) {
        wanted.timer.set(() => this.#env.clock.setTimer(next.at - now, () => this.#pump(wanted)));
        return;
      }
      this.#dial(wanted, next.candidate);
    }
  }

  #dial(wanted: Wanted, candidate: Candidate): void {
    const { clock, net } = this.#env;
    const { target } = wanted;
    let link: LinkCore | undefined;
    // every way out of a dial leads through here, once
    const finished = toDisposable(() => {
      timeout.dispose();
      connecting.dispose();
      candidate.busy = false;
      wanted.dials.delete(dial);
      this.#open--;
      if (link?.peer === undefined) link?.destroy('refused');
    });
    const dial: Dial = { greeting: false, dispose: () => finished.dispose() };
    const failed = (end: string): void => {
      if (!wanted.dials.has(dial)) return;
      dial.dispose();
      this.#failed(wanted, candidate, end);
    };
    candidate.busy = true;
    wanted.dials.add(dial);
    wanted.dialled(clock.mono());
    this.#open++;
    this.#env.trace('dial', { device: target.device, to: formatAddress(candidate.addr) });
    const timeout = clock.setTimer(this.#host.knobs.dialTimeout, () => failed('timeout'));
    const connecting = net.dial(candidate.addr, {
      open: (pipe) => {
        dial.greeting = true;
        link = this.#host.greet(pipe, target, (result) => (result === 'linked' ? dial.dispose() : failed(result)));
      },
      fail: failed,
    });
  }

  #failed(wanted: Wanted, candidate: Candidate, end: string): void {
    const now = this.#env.clock.mono();
    const { device } = wanted.target;
    this.#env.trace('dial.failed', { device, end });
    if (end !== 'wrongDevice') candidate.failed(now);
    else if (candidate.ban(now)) {
      this.#env.logger.log('info', `${formatAddress(candidate.addr)} leads to another device, skipped for a while`);
    }
    // a failure starts the next at once, here and wherever the cap on all dials held one back
    wanted.wait(now);
    for (const each of this.#wanted.values()) this.#pump(each);
  }
}
