import { AppError, BoundedMap, type Env } from '../../../../common/base/index.ts';
import type { DeviceKey, LogKey, RoomKey } from '../../../../common/model/index.ts';
import type { Links } from '../ports.ts';

/** A log that came with a wrong signature is not asked of that device again for so long, milliseconds: its disk may be damaged. */
const avoidFor = 3_600_000;
/** No disk is damaged in more logs than these within a minute. */
const maxLogsPerMinute = 16;
const minute = 60_000;
/** Milliseconds without a device that brings wrong signatures unasked, or too many. */
const refusedFor = 600_000;
const maxLogs = 16_384;
const maxDevices = 1024;

/**
 * What wrong signatures cost whoever brings them; they are remembered beyond the link. Nothing is held against an author, nor
 * against entries: whoever passes them on may have changed them.
 */
export class BadSignatures {
  readonly #env: Pick<Env, 'clock' | 'logger'>;
  readonly #links: Pick<Links, 'refuse'>;
  /** Until when a log is not asked of a device. */
  readonly #avoided = new BoundedMap<string, number>(maxLogs);
  /** When a device brought them last, once for each log. */
  readonly #recent = new BoundedMap<DeviceKey, readonly number[]>(maxDevices);

  constructor(env: Pick<Env, 'clock' | 'logger'>, links: Pick<Links, 'refuse'>) {
    this.#env = env;
    this.#links = links;
  }

  /** Whether a log is not to be had from this device. */
  isAvoided(from: DeviceKey, room: RoomKey, log: LogKey): boolean {
    return (this.#avoided.get(avoidedKey(from, room, log)) ?? 0) > this.#env.clock.mono();
  }

  /** A run that was asked for is not signed by its author. Throws where the link is to end. */
  inAnswer(from: DeviceKey, room: RoomKey, log: LogKey): void {
    const now = this.#env.clock.mono();
    this.#avoided.set(avoidedKey(from, room, log), now + avoidFor);
    const recent = [...(this.#recent.get(from) ?? []).filter((at) => at > now - minute), now];
    this.#recent.set(from, recent);
    if (recent.length > maxLogsPerMinute) this.unasked(from);
  }

  /** Nobody asked for it: whoever sends it knows what it is. Throws. */
  unasked(from: DeviceKey): never {
    this.#env.logger.log('warn', `ten minutes without device ${from.slice(0, 8)}: wrong signatures`);
    this.#links.refuse(from, refusedFor);
    throw new AppError('BAD_OPERATION', 'wrong signatures');
  }
}

const avoidedKey = (from: DeviceKey, room: RoomKey, log: LogKey): string => from + room + log;
