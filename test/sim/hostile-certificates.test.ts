import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  decodeCertificate,
  encodeBody,
  encodeCertificate,
  encodeDeviceCertificate,
  encodeNameRecord,
  type NameAuthority,
} from '../../common/log/index.ts';
import type { Certificate } from '../../common/model/index.ts';
import { encodeCerts, frameTypes } from '../../common/protocol/peer/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { testCrypto } from '../support/crypto.ts';
import { TestTrackerKeys } from '../support/tracker-keys.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { byeOf, claim, HostileScene, push } from '../support/sim/hostile-scene.ts';
import type { RawLink } from '../support/sim/raw-link.ts';

type Sign = (message: Uint8Array) => Uint8Array;
const elsewhere = new TestTrackerKeys(testCrypto(7));
const authority = ({ id, signKey }: NameAuthority): NameAuthority => ({ id, signKey });

let scene: HostileScene;
let link: RawLink;
beforeEach(() => {
  scene = new HostileScene();
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const sendCerts = (certificates: readonly Pick<Certificate, 'bytes'>[]): void =>
  link.send(frameTypes.CERTS, encodeCerts(certificates));

const squatted = ({ certificate }: TestDevice): Certificate => {
  const { identity, username, crypto } = scene.mallory;
  const fields = { identity, deviceName: '', created: 1, device: certificate.device };
  // he has no more than a key of his own
  const own = encodeDeviceCertificate(fields, { identity: crypto.sign, device: crypto.sign });
  return decodeCertificate(encodeCertificate(scene.world.tracker.nameRecord(identity, username), own));
};

describe('certificates', () => {
  const dora = testPerson(64, 'Dora').device(1);

  test('that are forged end the link', () => {
    const bytes = dora.certificate.bytes.slice();
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    sendCerts([{ bytes }]);
    scene.world.run(500);
    expect(byeOf(link)).toBe('PROTOCOL');
    scene.expectHarmony();
  });

  test.each([
    [
      'that he has signed himself',
      (): NameAuthority & { sign: Sign } => ({ ...authority(scene.world.tracker), sign: scene.mallory.crypto.sign }),
    ],
    [
      'of a tracker of his own',
      (): NameAuthority & { sign: Sign } => ({ ...authority(elsewhere), sign: elsewhere.crypto.sign }),
    ],
  ])('with the name of somebody else, in a record %s, end the link', (_what, by) => {
    const { identity } = scene.mallory;
    const { id, sign } = by();
    const record = encodeNameRecord({ tracker: id, identity, made: 1, username: 'Bia' }, sign);
    const bia = encodeCertificate(record, scene.mallory.device(2).certificate.own.bytes);
    sendCerts([{ bytes: bia }]);
    scene.world.run(500);
    expect(byeOf(link)).toBe('PROTOCOL');
    const people = scene.ana.composed.chat.overview.people.filter(({ username }) => username === 'Bia');
    expect(people.map((one) => one.identity)).toEqual([scene.bia.me.certificate.identity]);
    scene.expectHarmony();
  });

  test.each(['before', 'instead'])('for a device of somebody else last until it shows itself (%s)', (when) => {
    sendCerts([squatted(dora)]);
    scene.world.run(500);
    const mate = new ChatMate(scene.world, scene.tracker, 'Dora', dora);
    mate.start();
    scene.world.run(1000);
    if (when === 'instead') mate.do('joinRoom', { room: 'general' });
    const room = when === 'instead' ? scene.room : mate.do('openDirect', { user: 'Ana' });
    mate.say(room, 'it is me');
    scene.world.run(30_000);
    const mine = scene.ana.history(room).find(({ content }) => content === 'it is me');
    expect(mine?.author).toEqual({ identity: dora.certificate.identity, username: 'Dora' });
    scene.expectHarmony();
  });

  test('by the thousand leave room for those that matter, and none behind', () => {
    const strangers = Array.from({ length: 3000 }, (_, i) => testPerson(1000 + i, `Nobody ${i}`).device(1).certificate);
    for (let at = 0; at < strangers.length; at += 255) sendCerts(strangers.slice(at, at + 255));
    scene.world.run(2000);
    const mate = new ChatMate(scene.world, scene.tracker, 'Dora', dora);
    mate.start();
    scene.world.run(1000);
    mate.do('joinRoom', { room: 'general' });
    mate.say(scene.room, 'hello');
    scene.world.run(10_000);
    expect(scene.ana.history(scene.room).map(({ content }) => content)).toContain('hello');
    expect(scene.ana.disk.synced.certificates.size).toBeLessThanOrEqual(6);
  });
});

test('operations of identities made up for the purpose end at the bound of a room', () => {
  const join = encodeBody({ kind: 'JOIN', after: [] });
  for (let i = 0; i < 40; i++) {
    const as = testPerson(500 + i, `Nobody ${i}`).device(1);
    sendCerts([as.certificate]);
    claim(link, scene.id, [scene.holds(as.certificate, 256, 'control')]);
    scene.world.run(500);
    const joins = Array.from({ length: 256 }, () => join);
    push(link, scene.write(joins, { as, kind: 'control' }), 'last');
    scene.world.run(1000);
  }
  const operations = scene.ana.disk.entries.filter(({ kind }) => kind === 'control');
  expect(operations.length).toBeLessThanOrEqual(trackerLimits.operationsPerRoom);
  expect(operations.length).toBeGreaterThan(trackerLimits.operationsPerRoom - 300);
  expect(scene.ana.composed.chat.overview.conversations[0]?.readOnly).toBeUndefined();
  scene.expectHarmony();
});
