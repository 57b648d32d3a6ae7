import { expect, test } from 'vitest';
import { silentLogger } from '../../../common/base/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../../common/model/index.ts';
import {
  PresenceBroadcaster,
  type PresenceBroadcasterParts,
} from '../../../tracker-server/src/broadcast/presence-broadcaster.ts';
import type { Session } from '../../../tracker-server/src/sessions/session.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const identity = asHex<IdentityKey>('aa'.repeat(32));
const device = (digits: string): DeviceKey => asHex<DeviceKey>(digits.repeat(32));

test('a disk that is full keeps nobody from hearing who is here; what could not be noted is noted later', async () => {
  const clock = new ManualClock();
  const told: string[] = [];
  const noted: ReadonlyMap<DeviceKey, number>[] = [];
  let full = true;
  const session = (digits: string): Session =>
    ({
      actor: { identity, device: device(digits) },
      presence: 'online',
      pushText: (text: string) => void told.push(text),
    }) as unknown as Session;
  const [laptop, desktop] = [session('01'), session('02')];
  const broadcaster = new PresenceBroadcaster({
    clock,
    logger: silentLogger,
    peers: {
      seen: async (devices: ReadonlyMap<DeviceKey, number>) => {
        if (full) throw new Error('database or disk is full');
        noted.push(devices);
      },
      people: async () => [{ identity }],
      devicesOf: async () => [],
      sharing: async () => [],
    },
    sessions: { presenceOf: () => 'online', signedIn: [laptop] },
    views: { peer: () => ({ user: 'Ana', presence: 'online' }) },
  } as unknown as PresenceBroadcasterParts);

  broadcaster.markDirty(laptop);
  const first = clock.wall();
  await broadcaster.flush();
  expect(told).toHaveLength(1);
  expect(noted).toEqual([]);
  full = false;
  clock.advance(5000);
  broadcaster.markDirty(desktop);
  await broadcaster.flush();
  expect(told).toHaveLength(2);
  expect(noted).toEqual([
    new Map([
      [device('01'), first],
      [device('02'), clock.wall()],
    ]),
  ]);
});
