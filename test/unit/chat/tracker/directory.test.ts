import { expect, test } from 'vitest';
import { toBase64url } from '../../../../common/base/index.ts';
import { encodeAddressRecord } from '../../../../common/log/index.ts';
import type { IdentityKey } from '../../../../common/model/index.ts';
import type { PeerInfo } from '../../../../common/protocol/tracker/index.ts';
import { Directory } from '../../../../src/chat/core/tracker/directory.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';

const bia = testPerson(2, 'bia');
const laptop = bia.device(0);

/** Bia, whose laptop said at that moment where it is. */
const seen = (made: number, more: Partial<PeerInfo> = {}): PeerInfo => {
  const { device } = laptop.certificate;
  const fields = { device, made, expires: made + 86_400_000, addresses: ['192.168.1.2:4000'] };
  const record = toBase64url(encodeAddressRecord(fields, laptop.crypto.sign));
  const devices = [{ device, online: true, lastSeen: 0, record }];
  return { user: 'bia', identity: bia.identity, presence: 'online', lastSeen: 0, devices, ...more };
};

test('what is different is told once: how somebody is, and where the devices are', () => {
  const told: IdentityKey[] = [];
  const directory = new Directory({ clock: new ManualClock(), crypto: laptop.crypto }, ({ identity }) =>
    told.push(identity),
  );
  const tells = (peer: PeerInfo): boolean => {
    told.length = 0;
    directory.update(peer);
    return told.length > 0;
  };
  expect(tells(seen(1000))).toBe(true);
  expect(tells(seen(1000))).toBe(false);
  expect(tells(seen(2000)), 'a newer record').toBe(true);
  expect(tells(seen(1000)), 'an older one').toBe(false);
  expect(tells(seen(2000, { presence: 'away' }))).toBe(true);
  expect(tells(seen(2000, { presence: 'away', devices: [] })), 'a device that is gone').toBe(true);
});
