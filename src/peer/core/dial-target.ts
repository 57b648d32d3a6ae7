import { formatAddress, type Addr, type Disposable, type Random, SingleTimer } from '../../../common/base/index.ts';
import { Candidate } from './candidate.ts';
import type { PeerConfig } from './config.ts';
import type { Target } from '../../../common/model/index.ts';

/** An attempt that is under way. */
export interface Dial extends Disposable {
  /** HELLO is sent: the other side may take the link for open, so it is not cancelled for the sake of another. */
  saidHello: boolean;
}

/** A device that we want to be linked with: its addresses, best first, and when the next may be dialled. */
export class DialTarget implements Disposable {
  target: Target;
  linked: boolean;
  readonly dials = new Set<Dial>();
  readonly timer = new SingleTimer();
  readonly #config: PeerConfig;
  readonly #random: Random;
  #candidates = new Map<string, Candidate>();
  /** Ends of short links, newest last. */
  #short: number[] = [];
  #notBefore = 0;
  #penaltyUntil = 0;
  #penalised = false;

  constructor(target: Target, linked: boolean, random: Random, config: PeerConfig) {
    this.target = target;
    this.linked = linked;
    this.#random = random;
    this.#config = config;
  }

  /** Addresses that stay keep their history. */
  setAddresses(addresses: readonly Addr[]): void {
    const old = this.#candidates;
    this.#candidates = new Map();
    for (const addr of addresses.slice(0, this.#config.addressesPerDevice)) {
      const key = formatAddress(addr);
      this.#candidates.set(key, old.get(key) ?? new Candidate(addr, this.#random, this.#config));
    }
  }

  /** The address to dial next and the time from which it may be; undefined when all are busy. */
  next(now: number): { candidate: Candidate; at: number } | undefined {
    const idle = [...this.#candidates.values()].filter(({ busy }) => !busy);
    const [first, ...others] = idle;
    if (first === undefined) return undefined;
    const candidate =
      idle.find(({ notBefore }) => notBefore <= now) ??
      others.reduce((best, each) => (each.notBefore < best.notBefore ? each : best), first);
    return { candidate, at: Math.max(candidate.notBefore, this.#notBefore, this.#penaltyUntil) };
  }

  /** Nothing is dialled before then. */
  wait(until: number): void {
    this.#notBefore = until;
  }

  dialled(now: number): void {
    this.#notBefore = now + this.#config.dialGap;
    if (this.#penalised) this.#penaltyUntil = now + this.#config.shortWait;
  }

  /** The last link ended after `life` milliseconds. Links that end at once, again and again, make dials rare. */
  unlinked(now: number, life: number): void {
    const { goodLife, shortLife, shortLinks, shortWindow, shortWait } = this.#config;
    if (life >= goodLife) {
      this.#penalised = false;
      for (const candidate of this.#candidates.values()) candidate.reset();
      return;
    }
    for (const candidate of this.#candidates.values()) if (!candidate.busy) candidate.failed(now);
    if (life >= shortLife) return;
    this.#short = [...this.#short.filter((end) => end > now - shortWindow), now].slice(-shortLinks);
    if (this.#short.length < shortLinks) return;
    this.#penalised = true;
    this.#penaltyUntil = now + shortWait;
  }

  /** Another link is there. */
  cancelNeedless(): void {
    this.timer.clear();
    for (const dial of this.dials) if (!dial.saidHello) dial.dispose();
  }

  dispose(): void {
    this.timer.dispose();
    for (const dial of this.dials) dial.dispose();
  }
}
