import { expect, test } from 'vitest';
import { AppError, Later, silentLogger } from '../../../../common/base/index.ts';
import { AddressPublisher } from '../../../../src/chat/core/tracker/address-publisher.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const hour = 3_600_000;

/** How often the record is announced, with a wall clock that can be set. */
const rig = (
  full = (): boolean => false,
): { clock: ManualClock; setWall: (ms: number) => void; count: () => number; publisher: AddressPublisher } => {
  const clock = new ManualClock();
  let ahead = 0;
  let announced = 0;
  const publisher = new AddressPublisher({
    env: {
      clock: {
        mono: () => clock.mono(),
        wall: () => clock.wall() + ahead,
        setTimer: (ms, run) => clock.setTimer(ms, run),
      },
      logger: silentLogger,
    },
    tracker: {
      request: () => {
        announced++;
        return full() ? Later.failed(new AppError('TRACKER_FULL', 'no space')) : new Later();
      },
    },
    announcement: () => new Uint8Array(1),
  });
  return { clock, setWall: (ms) => void (ahead = ms), count: () => announced, publisher };
};

test('the record is renewed every twelve hours, and not again after the end', () => {
  const { clock, count, publisher } = rig();
  publisher.publish();
  clock.advance(11 * hour);
  expect(count()).toBe(1);
  clock.advance(2 * hour);
  expect(count()).toBe(2);
  publisher.dispose();
  expect(clock.waiting).toBe(0);
});

test('a record made while the clock was wrong is made anew within a minute of its being set', () => {
  const { clock, setWall, count, publisher } = rig();
  setWall(-48 * hour);
  publisher.publish();
  clock.advance(hour);
  expect(count()).toBe(1);
  setWall(0);
  clock.advance(61_000);
  expect(count()).toBe(2);
  // a second or two, as when the clock is kept right over the network, is no reason
  setWall(2_000);
  clock.advance(hour);
  expect(count()).toBe(2);
  publisher.dispose();
});

test('a record that the tracker has no room for is announced each minute until it has', () => {
  let full = true;
  const { clock, count, publisher } = rig(() => full);
  publisher.publish();
  clock.advance(3 * 60_000 + 1);
  expect(count()).toBe(4);
  full = false;
  clock.advance(hour);
  expect(count()).toBe(5);
  publisher.dispose();
});
