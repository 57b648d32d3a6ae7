import { test } from 'vitest';
import { toBase64url, toHex } from '../../../../common/base/index.ts';
import {
  directKey,
  effectiveClocks,
  emptyTip,
  encodeAddressRecord,
  encodeBody,
  encodeRevocation,
  entryToJson,
  genesisKey,
  logId,
  roomId,
  nextClock,
  orderText,
  selfKey,
  tipAfter,
  writeRun,
  type ContentBody,
  type ControlBody,
} from '../../../../common/log/index.ts';
import { joinMessage } from '../../../../common/membership/index.ts';
import type { EntryId, Hlc } from '../../../../common/model/index.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { expectGolden } from '../../../support/golden.ts';
import { testPerson } from '../../../support/people.ts';
import { TestTrackerKeys } from '../../../support/tracker-keys.ts';
import { someId } from '../../../support/test-group.ts';

const ana = testPerson(1, 'Ana');
const bia = testPerson(2, 'João da Silva');
const laptop = ana.device(0);
const nameRecord = new TestTrackerKeys(testCrypto(7)).nameRecord(bia.identity, bia.username);
const { device } = laptop.certificate;
const genesis = encodeBody({
  kind: 'GENESIS',
  v: 1,
  nonce: '00112233445566778899aabbccddeeff',
  owner: ana.identity,
  policy: 'open',
  capacity: 50,
  name: 'general',
  after: [],
});
const room = genesisKey(laptop.crypto, genesis);

const roomVectors = () => {
  const direct = directKey(laptop.crypto, bia.identity, ana.identity);
  return {
    genesisKey: room,
    roomId: roomId(room),
    contentLog: logId(laptop.crypto, room, 'content', ana.identity),
    controlLog: logId(laptop.crypto, room, 'control', ana.identity),
    directKey: direct,
    directId: roomId(direct),
    directLog: logId(laptop.crypto, direct, 'content', ana.identity),
    selfKey: selfKey(laptop.crypto, ana.identity),
  };
};

const entryVectors = () => {
  const log = logId(laptop.crypto, room, 'content', ana.identity);
  const items = ['first', 'second'].map((content, index) => ({
    body: encodeBody({ kind: 'MESSAGE', content }),
    clock: { ms: 1_700_000_000_000, count: index },
  }));
  const [first, second] = writeRun(laptop.crypto, log, device, emptyTip, items);
  if (first === undefined || second === undefined) throw new Error('two entries expected');
  const reply = { kind: 'MESSAGE', content: 'olá 👋', replyTo: first.id } as const;
  const clock = { ms: 2 ** 48 - 1, count: 65_535 };
  const [third] = writeRun(laptop.crypto, log, device, tipAfter(second), [{ body: encodeBody(reply), clock }]);
  if (third === undefined) throw new Error('a third entry expected');
  return {
    firstId: first.id,
    first: entryToJson(first),
    secondId: second.id,
    second: entryToJson(second),
    thirdId: third.id,
    thirdHeader: toHex(third.header),
    thirdSignature: toHex(third.signature),
    third: entryToJson(third),
  };
};

const bodyVectors = (): Record<string, string> => {
  const after = [someId('0'), someId('a')];
  const invite = testCrypto(77);
  const key = toHex(invite.publicKey);
  const sig = toBase64url(invite.sign(joinMessage(room, bia.identity)));
  const revoked = { identity: ana.identity, device, made: 1_700_000_000_000 };
  const [edit, entry] = after as [EntryId, EntryId];
  const content: readonly ContentBody[] = [
    { kind: 'MESSAGE', content: 'olá @Bia', replyTo: entry, mentions: [bia.identity] },
    { kind: 'EDIT', entry, content: 'olá, @Bia', mentions: [bia.identity] },
    { kind: 'DELETE', entry, edits: [edit] },
    { kind: 'REACT', entry, emoji: '👩🏽‍💻', on: true },
  ];
  const bodies: readonly ControlBody[] = [
    { kind: 'JOIN', after },
    { kind: 'JOIN', after, invite: { key, sig } },
    { kind: 'LEAVE', after },
    { kind: 'ADD', after, record: toBase64url(nameRecord) },
    { kind: 'REMOVE', after, identity: bia.identity, cut: { [bia.device(0).certificate.device]: 3 } },
    { kind: 'INVITE', after, key, uses: 1, expires: 1_700_000_000_000 },
    { kind: 'UNINVITE', after, key },
    { kind: 'REVOKE', after, revocation: toBase64url(encodeRevocation(revoked, ana.crypto.sign)), cut: 7 },
    { kind: 'CLOSE', after },
    { kind: 'SEAL', after },
  ];
  return {
    genesis: new TextDecoder().decode(genesis),
    ...Object.fromEntries(content.map((body) => [body.kind, new TextDecoder().decode(encodeBody(body))])),
    ...Object.fromEntries(
      bodies.map((body, index) => [`${index} ${body.kind}`, new TextDecoder().decode(encodeBody(body))]),
    ),
  };
};

const selfVectors = (): Record<string, string> => {
  const seen = { [bia.device(0).certificate.device]: 7, [bia.device(1).certificate.device]: 2 ** 48 };
  const read = encodeBody({ kind: 'READ', room, seen });
  const mute = encodeBody({ kind: 'MUTE', room, muted: true });
  const wishes = {
    MUTE_UNTIL: encodeBody({ kind: 'MUTE', room, muted: true, until: 1_800_000_000_000 }),
    PIN: encodeBody({ kind: 'PIN', room, pinned: true }),
    HIDE: encodeBody({ kind: 'HIDE', room, hidden: true }),
  };
  return {
    READ: new TextDecoder().decode(read),
    MUTE: new TextDecoder().decode(mute),
    ...Object.fromEntries(Object.entries(wishes).map(([name, body]) => [name, new TextDecoder().decode(body)])),
  };
};

const text = ({ ms, count }: Hlc): string => `${ms}.${count}`;
const at = (ms: number, count = 0): Hlc => ({ ms, count });

const clockVectors = () => {
  const written = [at(5), at(9, 1), at(7, 3), at(7, 2), at(8)];
  return {
    ownAhead: text(nextClock(100, at(60, 2))),
    followedAhead: text(nextClock(100, at(160, 2))),
    counterFull: text(nextClock(100, at(150, 65_535))),
    effective: effectiveClocks(written.map((clock) => ({ clock })))
      .map(text)
      .join(' '),
    orderText: orderText({ clock: at(1_700_000_000_000, 258), author: laptop.certificate.author, seq: 65_537 }),
  };
};

test('the bytes of keys, certificates, records, entries and bodies are those of the golden vectors', () => {
  const record = { device, made: 1_700_000_000_000, expires: 1_700_086_400_000 };
  const addresses = ['192.168.0.7:50123', '[fe80::1]:7', '[2001:db8::a:b]:65535'];
  expectGolden('log', {
    identity: ana.identity,
    device,
    certificate: toHex(laptop.certificate.bytes),
    certificateBase64url: toBase64url(laptop.certificate.bytes),
    certificateOfBia: toHex(bia.device(1).certificate.bytes),
    rooms: roomVectors(),
    entries: entryVectors(),
    bodies: bodyVectors(),
    selfBodies: selfVectors(),
    addressRecord: toHex(encodeAddressRecord({ ...record, addresses }, laptop.crypto.sign)),
    emptyAddressRecord: toHex(encodeAddressRecord({ ...record, addresses: [] }, laptop.crypto.sign)),
    nameRecord: toHex(nameRecord),
    clocks: clockVectors(),
  });
});
