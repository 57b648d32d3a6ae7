import { BoundedMap, SingleTimer, type Clock, type Disposable } from '../../../../common/base/index.ts';
import { correctionOf, correctionOfDead, nextClock } from '../../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type ClockReading,
  type Hlc,
  type IdentityKey,
  type Loaded,
  type Met,
} from '../../../../common/model/index.ts';

/** How often the wall clock is compared with the monotonic one, milliseconds. */
const checkEvery = 30_000;
/** By so much they part when the clock is set, or the computer has slept, milliseconds. */
const minJump = 30_000;
/** Whoever is new is no source for so long, milliseconds: accounts are cheap. */
const trustedAfter = 24 * 3_600_000;
/** Others may still speak before it is said that one clock differs, milliseconds. */
const noticeAfter = 15_000;
const maxSources = 256;
const maxMet = 10_000;

interface Source {
  /** Of a person; absent for the tracker. */
  readonly name?: string;
  /** That clock against the monotonic one here, milliseconds. */
  readonly offset: number;
}

/** How this computer's clock differs. */
export interface ClockNotice {
  /** By how much it is ahead, milliseconds; below 0 it is behind. */
  readonly offBy: number;
  /** It is corrected for. Otherwise one clock alone differs: that of this person, or of the tracker. */
  readonly corrected: boolean;
  readonly name?: string;
}

interface OwnClockParts {
  readonly clock: Pick<Clock, 'wall' | 'mono' | 'setTimer'>;
  readonly me: Pick<Certificate, 'identity'>;
  /** This program did not exist before, milliseconds since 1970. */
  readonly programDate: number;
  readonly keep: (met: Met) => void;
  readonly tell: (notice: ClockNotice) => void;
  /** It is another time than it was, or two others have confirmed it. */
  readonly onChanged: () => void;
}

/**
 * The time: the wall clock, corrected where those of the tracker and of people known for a day agree that it is wrong. Theirs are kept
 * against the monotonic clock, until that and the wall clock part: then the computer has slept, or the clock was set.
 */
export class OwnClock implements Disposable {
  readonly #parts: OwnClockParts;
  readonly #met = new BoundedMap<IdentityKey, number>(maxMet);
  readonly #timer = new SingleTimer();
  readonly #notice = new SingleTimer();
  #sources = new BoundedMap<string, Source>(maxSources);
  #base: number;
  #correction = 0;
  #confirmed = false;
  /** Since it was last compared, the wall clock has told another time than it should; it may be right again. */
  #strayed = false;
  #said = 0;

  constructor(parts: OwnClockParts) {
    this.#parts = parts;
    this.#base = this.#difference;
    this.#watch();
  }

  load({ met }: Pick<Loaded, 'met'>): void {
    for (const { identity, since } of met) this.#met.set(identity, since);
  }

  /** Milliseconds since 1970, as far as this computer can know. */
  readonly now = (): number => {
    this.#strayed ||= this.#hasJumped;
    return this.#parts.clock.wall() + this.#correction;
  };

  /** Two others say so too. */
  get isConfirmed(): boolean {
    return this.#confirmed;
  }

  /** What a body says of when it is written: something where two others confirm the time, and the stamp is lifted well above it. */
  writtenAt(followed: Hlc): { readonly at?: number } {
    const now = Math.floor(this.now());
    return this.#confirmed && nextClock(now, followed).ms > now + limits.clockAgrees ? { at: now } : {};
  }

  onTracker(reading: ClockReading): void {
    this.#heard('tracker', reading);
  }

  /** The newest link of somebody says what his clock shows. */
  onPeer({ identity, username }: Certificate, reading: ClockReading): void {
    if (identity !== this.#parts.me.identity && this.#isKnown(identity)) this.#heard(identity, reading, username);
  }

  /** Whether the clock has been set, or the computer has slept. */
  check(): void {
    const hasJumped = this.#hasJumped;
    if (!hasJumped && !this.#strayed) return;
    this.#strayed = false;
    if (hasJumped) {
      this.#base = this.#difference;
      this.#sources = new BoundedMap(maxSources);
      this.#correction = 0;
      this.#confirmed = false;
    }
    this.#parts.onChanged();
  }

  dispose(): void {
    this.#timer.dispose();
    this.#notice.dispose();
  }

  get #difference(): number {
    return this.#parts.clock.wall() - this.#parts.clock.mono();
  }

  get #hasJumped(): boolean {
    return Math.abs(this.#difference - this.#base) >= minJump;
  }

  #watch(): void {
    this.#timer.set(() =>
      this.#parts.clock.setTimer(checkEvery, () => {
        this.check();
        this.#watch();
      }),
    );
  }

  #isKnown(identity: IdentityKey): boolean {
    const now = this.now();
    const since = this.#met.get(identity);
    if (since !== undefined && since <= now) return now - since >= trustedAfter;
    this.#met.set(identity, now);
    this.#parts.keep({ identity, since: now });
    return false;
  }

  #heard(key: string, { wall, mono }: ClockReading, name?: string): void {
    this.check();
    this.#sources.set(key, { offset: wall - mono, ...(name !== undefined && { name }) });
    const mine = this.#difference;
    const offsets = [...this.#sources.values()].map(({ offset }) => offset - mine);
    const isDead = this.#parts.clock.wall() < this.#parts.programDate;
    const correction = isDead ? correctionOfDead(offsets) : correctionOf(offsets);
    const isOther = Math.abs(correction - this.#correction) >= limits.clockAgrees;
    const wasConfirmed = this.#confirmed;
    this.#correction = correction;
    this.#confirmed = offsets.filter((offset) => Math.abs(offset - correction) <= limits.clockAgrees).length >= 2;
    if (correction !== 0) this.#tell({ offBy: -correction, corrected: true });
    else this.#expectOthers();
    if (isOther || (this.#confirmed && !wasConfirmed)) this.#parts.onChanged();
  }

  #expectOthers(): void {
    this.#notice.set(() => this.#parts.clock.setTimer(noticeAfter, () => this.#tellOfOne()));
  }

  /** Who is right, nobody can say. */
  #tellOfOne(): void {
    const [only, ...more] = this.#sources.values();
    if (only === undefined || more.length > 0 || this.#correction !== 0) return;
    const { offset, name } = only;
    this.#tell({ offBy: this.#difference - offset, corrected: false, ...(name !== undefined && { name }) });
  }

  /** Once for each error. */
  #tell(notice: ClockNotice): void {
    if (Math.abs(notice.offBy) < limits.clockAgrees) return;
    if (Math.abs(notice.offBy - this.#said) < limits.clockAgrees) return;
    this.#said = notice.offBy;
    this.#parts.tell(notice);
  }
}
