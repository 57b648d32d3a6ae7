import { expect, test, vi } from 'vitest';
import { asHex, type DeviceKey, type RoomKey } from '../../../../common/model/index.ts';
import { PeerClaims } from '../../../../src/chat/core/replication/peer-claims.ts';
import { holding } from '../../../support/sim/hostile-scene.ts';

const roomOf = (number: number): RoomKey => asHex(number.toString(16).padStart(64, '0'));
const deviceOf = (number: number): DeviceKey => asHex(number.toString(16).padStart(64, '0'));

test('what a frame costs does not grow with what was said before', () => {
  const claims = new PeerClaims();
  const room = asHex<RoomKey>('ab'.repeat(32));
  const walks = vi.spyOn(Map.prototype, 'values');
  for (let i = 0; i < 19_000; i++) {
    const records = [holding(deviceOf(i), 1)];
    expect(claims.hasRoomFor(records.length)).toBe(true);
    claims.add(i % 2 === 0 ? room : roomOf(i % 900), records, () => undefined);
  }
  expect(walks).not.toHaveBeenCalled();
  expect(claims.hasRoomFor(1000)).toBe(true);
  expect(claims.hasRoomFor(1001)).toBe(false);
  claims.add(room, [holding(deviceOf(0), 2)], () => undefined);
  expect(claims.hasRoomFor(1000), 'the same log again is no more').toBe(true);
});
