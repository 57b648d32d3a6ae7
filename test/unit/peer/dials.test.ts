import { beforeEach, describe, expect, test } from 'vitest';
import { formatAddress, silentLogger, toDisposable, type Env, type Pipe } from '../../../common/base/index.ts';
import type { DeviceKey, IdentityKey, Target } from '../../../common/model/index.ts';
import { DialScheduler } from '../../../src/peer/core/dial-scheduler.ts';
import type { LinkCore } from '../../../src/peer/core/link.ts';
import type { LinkEnd } from '../../../src/peer/core/link-types.ts';
import { defaultConfig } from '../../../src/peer/index.ts';
import { fixedRandom, ManualClock } from '../../support/manual-clock.ts';

const key = (digit: string): DeviceKey => digit.repeat(64) as DeviceKey;
const me = key('5');
const higher = key('9');
const lower = key('1');
const target = (device: DeviceKey, count: number): Target => ({
  device,
  identity: key('0') as string as IdentityKey,
  addresses: Array.from({ length: count }, (_, i) => ({ host: `10.0.0.${i + 1}`, port: 7000 })),
});

interface FakeDial {
  readonly to: string;
  readonly at: number;
  cancelled: boolean;
  open(): void;
  fail(): void;
  /** How the greeting went. */
  done(result: 'linked' | LinkEnd): void;
}

describe('the dialler', () => {
  let clock: ManualClock;
  let dials: FakeDial[];
  let dialler: DialScheduler;

  const start = (where = 0, config = defaultConfig): void => {
    clock = new ManualClock();
    dials = [];
    const done: ((result: 'linked' | LinkEnd) => void)[] = [];
    const env: Env = {
      clock,
      random: fixedRandom(where),
      net: {
        listen: () => expect.unreachable(),
        interfaces: () => [],
        dial: (to, on) => {
          const dial: FakeDial = {
            to: formatAddress(to),
            at: clock.mono(),
            cancelled: false,
            open: () => on.open({ destroy: () => {} } as Pipe),
            fail: () => on.fail('refused'),
            done: (result) => done.at(-1)?.(result),
          };
          dials.push(dial);
          return toDisposable(() => {
            dial.cancelled = true;
          });
        },
      },
      crypto: {} as Env['crypto'],
      logger: silentLogger,
      turn: clock.turn,
      trace: () => {},
    };
    dialler = new DialScheduler(env, {
      me,
      config,
      linked: () => false,
      sendHello: (_pipe, _target, report) => {
        done.push(report);
        return { peer: undefined, destroy: () => {} } as unknown as LinkCore;
      },
    });
  };

  beforeEach(() => start());

  const times = (): number[] => dials.map(({ at }) => at);

  test('the controller at once, the others 250 ms apart, at most 8 open', () => {
    dialler.seek([target(higher, 12)]);
    clock.advance(5_000);
    expect(times()).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
    dialler.assertInvariants();
  });

  test('the other side after 500 ms to 1 s', () => {
    dialler.seek([target(lower, 1)]);
    clock.advance(499);
    expect(dials).toEqual([]);
    clock.advance(1);
    expect(times()).toEqual([500]);
    start(1);
    dialler.seek([target(lower, 1)]);
    clock.advance(2_000);
    expect(times()).toEqual([1000]);
  });

  test('a failure starts the next at once; 10 s are a failure', () => {
    dialler.seek([target(higher, 2)]);
    clock.advance(100);
    dials[0]?.fail();
    expect(times()).toEqual([0, 100]);
    expect(dials[1]?.to).toBe('10.0.0.2:7000');
    start();
    dialler.seek([target(higher, 1)]);
    clock.advance(9_999);
    expect(dials[0]?.cancelled).toBe(false);
    clock.advance(1);
    expect(dials[0]?.cancelled).toBe(true);
  });

  test('at most 64 in all, and those held back start when one is free', () => {
    const many = Array.from({ length: 10 }, (_, i) => target(`${i}a`.padEnd(64, 'b') as DeviceKey, 8));
    dialler.seek(many);
    clock.advance(9_000);
    expect(dials).toHaveLength(64);
    dials[0]?.fail();
    expect(dials).toHaveLength(65);
    dialler.assertInvariants();
  });

  test('with the least jitter every wait is 500 ms', () => {
    dialler.seek([target(higher, 1)]);
    for (let i = 0; i < 5; i++) {
      dials.at(-1)?.fail();
      clock.advance(500);
    }
    expect(times()).toEqual([0, 500, 1000, 1500, 2000, 2500]);
  });

  test('with the largest jitter the waits double up to 30 s', () => {
    start(1);
    dialler.seek([target(higher, 1)]);
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const failedAt = clock.mono();
      const before = dials.length;
      dials.at(-1)?.fail();
      while (dials.length === before) clock.advance(1);
      waits.push(clock.mono() - failedAt);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('once linked, dials that have not greeted are cancelled, those that have go on', () => {
    dialler.seek([target(higher, 3)]);
    clock.advance(250);
    dials[0]?.open();
    dialler.linked(higher);
    expect(dials.map(({ cancelled }) => cancelled)).toEqual([false, true]);
    clock.advance(5_000);
    expect(dials).toHaveLength(2);
    dials[0]?.done('linked');
    clock.advance(60_000);
    expect(dials).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  test('after a good life it is dialled again at once, without back-off', () => {
    dialler.seek([target(higher, 1)]);
    dialler.linked(higher);
    clock.advance(40_000);
    dialler.unlinked(higher, 40_000);
    expect(times()).toEqual([0, 40_000]);
  });

  test('three links shorter than 5 s within 2 min: one dial every 5 min', () => {
    dialler.seek([target(higher, 1)]);
    for (let i = 0; i < 3; i++) {
      dialler.linked(higher);
      clock.advance(1_000);
      dialler.unlinked(higher, 1_000);
      clock.advance(5_000);
    }
    const before = dials.length;
    clock.advance(3_600_000);
    expect(dials.length - before).toBeLessThanOrEqual(12);
    expect(dials.length - before).toBeGreaterThanOrEqual(11);
  });

  test('a wrong device bans that address for 10 min, the others go on', () => {
    dialler.seek([target(higher, 2)]);
    dials[0]?.open();
    dials[0]?.done('wrongDevice');
    clock.advance(599_000);
    const to = dials.slice(1).map((dial) => dial.to);
    expect(to).not.toContain('10.0.0.1:7000');
    expect(to).toContain('10.0.0.2:7000');
    clock.advance(12_000);
    expect(dials.some(({ at, to: addr }) => at >= 600_000 && addr === '10.0.0.1:7000')).toBe(true);
  });

  test('sought no more: cancelled; sought again: without back-off; the same list changes nothing', () => {
    dialler.seek([target(higher, 1), target(me, 1)]);
    dialler.seek([target(higher, 1)]);
    expect(dials).toHaveLength(1);
    dials[0]?.fail();
    dialler.seek([]);
    expect(clock.waiting).toBe(0);
    dialler.seek([target(higher, 1)]);
    expect(times()).toEqual([0, 0]);
    dialler.dispose();
    expect(dials.every(({ cancelled }) => cancelled)).toBe(true);
    expect(clock.waiting).toBe(0);
  });
});
