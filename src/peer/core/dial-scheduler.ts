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
import type { PeerConfig } from './config.ts';
import type { LinkCore } from './link.ts';
import type { LinkEnd } from './link-types.ts';
import { DialTarget, type Dial } from './dial-target.ts';

interface DialHost {
  readonly me: DeviceKey;
  readonly config: PeerConfig;
  linked(device: DeviceKey): boolean;
  /** Speaks HELLO on an open pipe; `done` once. */
  sendHello(pipe: Pipe, target: Target, done: (result: 'linked' | LinkEnd) => void): LinkCore;
}

/** Decides which address of which wanted device is dialled when (links.md, Dialling and redialling). */
export class DialScheduler implements Disposable {
  readonly #env: Env;
  readonly #host: DialHost;
  readonly #targets = new Map<DeviceKey, DialTarget>();
  #open = 0;

  constructor(env: Env, host: DialHost) {
    this.#env = env;
    this.#host = host;
  }

  /** The devices to be linked with from now on. Those that stay keep their back-off. */
  seek(targets: readonly Target[]): void {
    const devices = new Set(targets.map(({ device }) => device));
    for (const [device, dialTarget] of this.#targets) if (!devices.has(device)) this.#drop(device, dialTarget);
    const interfaces = this.#env.net.interfaces();
    for (const target of targets) {
      if (target.device === this.#host.me) continue;
      const dialTarget = this.#targets.get(target.device) ?? this.#addTarget(target);
      dialTarget.target = target;
      dialTarget.setAddresses(dialOrder(target.addresses, interfaces));
      this.#pump(dialTarget);
    }
  }

  /** A first link. */
  linked(device: DeviceKey): void {
    const dialTarget = this.#targets.get(device);
    if (dialTarget === undefined) return;
    dialTarget.linked = true;
    dialTarget.cancelNeedless();
  }

  unlinked(device: DeviceKey, life: number): void {
    const dialTarget = this.#targets.get(device);
    if (dialTarget === undefined) return;
    const now = this.#env.clock.mono();
    dialTarget.linked = false;
    dialTarget.unlinked(now, life);
    dialTarget.wait(now + this.#headStart(device));
    this.#pump(dialTarget);
  }

  assertInvariants(): void {
    const { dials, dialsPerDevice } = this.#host.config;
    const sizes = [...this.#targets.values()].map((dialTarget) => dialTarget.dials.size);
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum !== this.#open || sum > dials || sizes.some((size) => size > dialsPerDevice)) {
      throw new AppError('INTERNAL', 'broken invariant: dials');
    }
  }

  dispose(): void {
    for (const [device, dialTarget] of this.#targets) this.#drop(device, dialTarget);
  }

  #addTarget(target: Target): DialTarget {
    const { random, clock } = this.#env;
    const dialTarget = new DialTarget(target, this.#host.linked(target.device), random, this.#host.config);
    dialTarget.wait(clock.mono() + this.#headStart(target.device));
    this.#targets.set(target.device, dialTarget);
    return dialTarget;
  }

  #drop(device: DeviceKey, dialTarget: DialTarget): void {
    this.#targets.delete(device);
    dialTarget.dispose();
  }

  /** Both learn of each other at the same moment: the controller dials at once, the other a little later. */
  #headStart(device: DeviceKey): number {
    const { secondaryDialDelay: base } = this.#host.config;
    return this.#host.me < device ? 0 : base + this.#env.random.nextInt(base + 1);
  }

  /** Starts what may start now and sets the timer for the rest. */
  #pump(dialTarget: DialTarget): void {
    const { config } = this.#host;
    dialTarget.timer.clear();
    while (!dialTarget.linked && dialTarget.dials.size < config.dialsPerDevice && this.#open < config.dials) {
      const now = this.#env.clock.mono();
      const next = dialTarget.next(now);
      if (next === undefined) return;
      if (next.at > now) {
        dialTarget.timer.set(() => this.#env.clock.setTimer(next.at - now, () => this.#pump(dialTarget)));
        return;
      }
      this.#dial(dialTarget, next.candidate);
    }
  }

  #dial(dialTarget: DialTarget, candidate: Candidate): void {
    const { clock, net } = this.#env;
    const { target } = dialTarget;
    let link: LinkCore | undefined;
    // every way out of a dial leads through here, once
    const finished = toDisposable(() => {
      timeout.dispose();
      connecting.dispose();
      candidate.busy = false;
      dialTarget.dials.delete(dial);
      this.#open--;
      if (link?.peer === undefined) link?.destroy('refused');
    });
    const dial: Dial = { saidHello: false, dispose: () => finished.dispose() };
    const failed = (end: string): void => {
      if (!dialTarget.dials.has(dial)) return;
      dial.dispose();
      this.#failed(dialTarget, candidate, end);
    };
    candidate.busy = true;
    dialTarget.dials.add(dial);
    dialTarget.dialled(clock.mono());
    this.#open++;
    this.#env.trace('dial', { device: target.device, to: formatAddress(candidate.addr) });
    const timeout = clock.setTimer(this.#host.config.dialTimeout, () => failed('timeout'));
    const connecting = net.dial(candidate.addr, {
      open: (pipe) => {
        dial.saidHello = true;
        link = this.#host.sendHello(pipe, target, (result) => (result === 'linked' ? dial.dispose() : failed(result)));
      },
      fail: failed,
    });
  }

  #failed(dialTarget: DialTarget, candidate: Candidate, end: string): void {
    const now = this.#env.clock.mono();
    const { device } = dialTarget.target;
    this.#env.trace('dial.failed', { device, end });
    if (end !== 'wrongDevice') candidate.failed(now);
    else if (candidate.suspend(now)) {
      this.#env.logger.log('info', `${formatAddress(candidate.addr)} leads to another device, skipped for a while`);
    }
    // a failure starts the next at once, here and wherever the cap on all dials held one back
    dialTarget.wait(now);
    for (const each of this.#targets.values()) this.#pump(each);
  }
}
