import { expect, test, vi } from 'vitest';
import { asHex, type DeviceKey, type RoomId, type RoomKey } from '../../../../common/model/index.ts';
import { PeerClaims } from '../../../../src/chat/core/replication/peer-claims.ts';
import { holding } from '../../../support/sim/hostile-scene.ts';

const roomOf = (number: number): RoomId => asHex(number.toString(16).padStart(32, '0'));
const deviceOf = (number: number): DeviceKey => asHex(number.toString(16).padStart(64, '0'));

test('of conversations nobody knows a thousand are remembered, and none of which nothing is said', () => {
  const claims = new PeerClaims();
  for (let i = 0; i < 80_000; i++) claims.stash({ room: roomOf(i), records: [] });
  for (let i = 0; i < 1500; i++) claims.stash({ room: roomOf(i), records: [holding(deviceOf(1), 1)] });
  const known = Array.from({ length: 80_000 }, (_, i) => claims.takeStashed(roomOf(i))).filter(Boolean);
  expect(known).toHaveLength(1000);
});

test('what a frame costs does not grow with what was said before', () => {
  const claims = new PeerClaims();
  const room = asHex<RoomKey>('ab'.repeat(32));
  const walks = vi.spyOn(Map.prototype, 'values');
  for (let i = 0; i < 19_000; i++) {
    const records = [holding(deviceOf(i), 1)];
    expect(claims.hasRoomFor(records.length)).toBe(true);
    if (i % 2 === 0) claims.add(room, records, () => undefined);
    else claims.stash({ room: roomOf(i % 900), records });
  }
  expect(walks).not.toHaveBeenCalled();
  expect(claims.hasRoomFor(1000)).toBe(true);
  expect(claims.hasRoomFor(1001)).toBe(false);
  claims.add(room, [holding(deviceOf(0), 2)], () => undefined);
  expect(claims.hasRoomFor(1000), 'the same log again is no more').toBe(true);
});
