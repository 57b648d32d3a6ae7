import { AppError, type ErrorCode } from '../../../common/base/index.ts';
import type { RequestOf } from '../../../common/protocol/tracker/index.ts';
import type { Done } from './requests.ts';
import type { Hello, TrackerSessionOptions } from './session-types.ts';

/** Milliseconds to stay away after DEVICE_CLONED, so that the two do not push each other out for ever. */
const clonedWait = 300_000;
/** These do not go away by themselves: a person decides. */
const final: ReadonlySet<ErrorCode> = new Set([
  'VERSION',
  'BAD_CREDENTIALS',
  'ACCOUNT_LOST',
  'NAME_TAKEN',
  'REVOKED',
  'TRACKER_CHANGED',
  'BAD_REQUEST',
]);

export interface DeviceSignInPort {
  request<V extends 'AUTH' | 'RESTORE_ACCOUNT'>(verb: V, params: RequestOf<V>, done: Done<V>): void;
  /** Whether the connection is still the one of this HELLO. */
  isCurrent(hello: Hello): boolean;
  giveUp(why: AppError): void;
  /** Tries again later, in `wait` milliseconds at the earliest. */
  tryLater(why: AppError, wait: number): void;
}

/** Signs in by device key after a HELLO, and comes back to a tracker that was restored from before it knew the device. */
export class DeviceSignIn {
  readonly #options: Pick<TrackerSessionOptions, 'auth' | 'restore'>;
  readonly #port: DeviceSignInPort;

  constructor(options: Pick<TrackerSessionOptions, 'auth' | 'restore'>, port: DeviceSignInPort) {
    this.#options = options;
    this.#port = port;
  }

  start(hello: Hello): void {
    const params = this.#authParams(hello);
    if (params instanceof AppError) return this.#port.tryLater(params, 0);
    if (params === undefined) return;
    this.#port.request('AUTH', params, (reply) => {
      if (!(reply instanceof AppError) || !this.#port.isCurrent(hello)) return;
      if (reply.code === 'ACCOUNT_LOST') this.#restore(hello, reply);
      else this.#onRefused(reply);
    });
  }

  #authParams(hello: Hello): RequestOf<'AUTH'> | AppError | undefined {
    try {
      return this.#options.auth?.(hello);
    } catch (error) {
      return AppError.from(error);
    }
  }

  #restore(hello: Hello, lost: AppError): void {
    const params = this.#options.restore?.(hello);
    if (params === undefined) return this.#port.giveUp(lost);
    this.#port.request('RESTORE_ACCOUNT', params, (reply) => {
      if (reply instanceof AppError && this.#port.isCurrent(hello)) this.#onRefused(reply);
    });
  }

  #onRefused(why: AppError): void {
    if (final.has(why.code)) this.#port.giveUp(why);
    else this.#port.tryLater(why, why.details.retryAfter ?? (why.code === 'DEVICE_CLONED' ? clonedWait : 0));
  }
}
