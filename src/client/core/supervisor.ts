import { AppError, type Clock, type Disposable, type ErrorCode, BoundedMap } from '../../../common/base/index.ts';
import type { DeviceKey } from '../../../common/model/index.ts';
import {
  engineLimits,
  type CallId,
  type FromEngineControl,
  type LastWord,
  type RefusedDevice,
} from '../../../common/protocol/chat/index.ts';

/**
 * `opening`: the first engine has not said that it is ready. `restarting`: it has gone, and another one comes. `ended`: none comes by
 * itself any more, because of `error`: LOCKED when another window has the data, ENGINE_FAILED after too many ends.
 */
export type EngineStatus =
  | { readonly kind: 'opening' | 'open' | 'restarting'; readonly hung: boolean }
  | { readonly kind: 'ended'; readonly hung: false; readonly error: AppError };

export interface SupervisorPorts {
  /** Starts an engine. There is none at that time. */
  start(refused: readonly RefusedDevice[]): void;
  /** It is ready for its client. */
  connect(): void;
  /** It has gone. `call`: what it was carrying out when it ended by itself. */
  lost(call: CallId | undefined): void;
  /** It is to end in order. */
  close(): void;
  /** Nobody waits for it any more. */
  letGo(): void;
  changed(status: EngineStatus): void;
  /** The end, once. */
  closed(how: EngineEnd): void;
}

/** How an engine was closed: it ended, or it hangs and nobody waits for it. */
export type EngineEnd = 'ended' | 'letGo';

/** Milliseconds from the first, second and third end to the next engine. */
const restartAfter = [500, 5000, 30_000] as const;
/** The disk may work again; the data is sound meanwhile. */
const diskCodes: readonly ErrorCode[] = ['DISK_ERROR', 'DISK_FULL'];

/** Sees to it that there is an engine: starts it, notices its silence and its end, and says when there is no use in another one. */
export class Supervisor {
  readonly #clock: Clock;
  readonly #ports: SupervisorPorts;
  #status: EngineStatus = { kind: 'opening', hung: false };
  #runs = false;
  #wasReady = false;
  /** How the present engine answered its start, if it did not say `ready`. */
  #refusal: AppError | undefined;
  #lastWord: LastWord | undefined;
  /** When those ended that count, on the monotonic clock. */
  #ends: readonly number[] = [];
  /** Until when devices are refused, on the monotonic clock. */
  readonly #refused = new BoundedMap<DeviceKey, number>(engineLimits.refused);
  #silentBeats = 0;
  /** The next look at a running engine, or the next start of one. */
  #timer: Disposable | undefined;
  #closing = false;
  #closed = false;

  constructor(clock: Clock, ports: SupervisorPorts) {
    this.#clock = clock;
    this.#ports = ports;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  start(): void {
    this.#timer?.dispose();
    this.#runs = true;
    this.#refusal = undefined;
    this.#lastWord = undefined;
    this.#silentBeats = 0;
    this.#watch();
    this.#ports.start(this.#stillRefused());
  }

  /** Any word is a sign of life. */
  heard(word: FromEngineControl): void {
    if (!this.#runs) return;
    this.#silentBeats = 0;
    this.#setHung(false);
    if (word.type === 'lastWord') this.#lastWord = word;
    else if (word.type === 'locked') this.#refusal = new AppError('LOCKED', 'another window has the account');
    else if (word.type === 'failed') this.#refusal = new AppError(word.code, word.message);
    else if (word.type === 'ready' && !this.#closing) {
      this.#wasReady = true;
      this.#ports.connect();
      this.#become({ kind: 'open', hung: false });
    }
  }

  /** Nothing of the engine is left. */
  exited(): void {
    if (!this.#runs) return;
    this.#runs = false;
    this.#timer?.dispose();
    const { handling } = this.#lastWord ?? {};
    this.#ports.lost(handling?.type === 'call' ? handling.id : undefined);
    if (this.#closing) return this.#finish('ended');
    if (handling?.type === 'frame') this.#refuse(handling.device);
    const wait = this.#nextStart();
    if (wait instanceof AppError) return this.#become({ kind: 'ended', hung: false, error: wait });
    this.#become({ kind: this.#wasReady ? 'restarting' : 'opening', hung: false });
    this.#timer = this.#clock.setTimer(wait, () => this.start());
  }

  /** Ends the engine, and waits for it no longer than `engineLimits.close`. */
  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#timer?.dispose();
    if (!this.#runs) return this.#finish('ended');
    this.#ports.close();
    this.#timer = this.#clock.setTimer(engineLimits.close, () => {
      this.#ports.letGo();
      this.#finish('letGo');
    });
  }

  #finish(how: EngineEnd): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.dispose();
    this.#ports.closed(how);
  }

  /** Milliseconds to the next start, or why there is none. */
  #nextStart(): number | AppError {
    const refusal = this.#refusal;
    if (refusal !== undefined && (!this.#wasReady || refusal.code === 'LOCKED')) return refusal;
    const { code, message } = refusal ?? this.#lastWord ?? { code: 'INTERNAL', message: 'without a word' };
    if (diskCodes.includes(code)) return engineLimits.diskRetry;
    if (refusal !== undefined && code !== 'INTERNAL') return refusal;
    const now = this.#clock.mono();
    this.#ends = [...this.#ends.filter((at) => at > now - engineLimits.endsWithin), now];
    const wait = restartAfter[this.#ends.length - 1];
    return wait ?? new AppError('ENGINE_FAILED', `ended ${this.#ends.length} times, the last time with: ${message}`);
  }

  #refuse(device: DeviceKey): void {
    this.#refused.set(device, this.#clock.mono() + engineLimits.refuse);
  }

  #stillRefused(): readonly RefusedDevice[] {
    const now = this.#clock.mono();
    return [...this.#refused].map(([device, until]) => ({ device, ms: until - now })).filter(({ ms }) => ms > 0);
  }

  /** Silence is counted in looks, not in time: where this thread itself stood still, one look has passed. */
  #watch(): void {
    this.#timer = this.#clock.setTimer(engineLimits.heartbeat, () => {
      this.#silentBeats++;
      if (this.#silentBeats * engineLimits.heartbeat >= engineLimits.silence) this.#setHung(true);
      this.#watch();
    });
  }

  #setHung(hung: boolean): void {
    const { kind } = this.#status;
    if (kind !== 'ended' && hung !== this.#status.hung) this.#become({ kind, hung });
  }

  #become(status: EngineStatus): void {
    this.#status = status;
    this.#ports.changed(status);
  }
}
