import { describe, expect, test } from 'vitest';
import { toBase64url, toHex, utf8 } from '../../../../common/base/index.ts';
import { encodeNameRecord, encodeRevocation } from '../../../../common/log/index.ts';
import { joinMessage } from '../../../../common/membership/index.ts';
import { type IdentityKey } from '../../../../common/model/index.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { add, ana, bia, caio, join, leave, members, remove, waiting } from '../../../support/membership.ts';
import { testPerson, type TestDevice, type TestPerson } from '../../../support/people.ts';
import { headsOf, TestGroup, type OperationFields } from '../../../support/test-group.ts';
import { testTracker, TestTrackerKeys } from '../../../support/tracker-keys.ts';

const owner = ana.device(0);
const [b, c] = [bia.device(0), caio.device(0)];

describe('invites', () => {
  const invite = testCrypto(500);
  const key = toHex(invite.publicKey);
  const start = (uses: number): TestGroup => {
    const group = new TestGroup(owner, { policy: 'invite' });
    group.write(owner, { kind: 'INVITE', key, uses, expires: 0 });
    return group;
  };
  const joinBy = (group: TestGroup, whom: IdentityKey, signer = invite): OperationFields => ({
    kind: 'JOIN',
    invite: { key, sig: toBase64url(signer.sign(joinMessage(group.room, whom))) },
  });

  test('a proof admits; no proof, another key, another person or another room does not', () => {
    const group = start(10);
    group.write(b, joinBy(group, bia.identity));
    group.write(c, join);
    group.write(c, joinBy(group, caio.identity, testCrypto(501)));
    group.write(c, joinBy(group, bia.identity));
    group.write(c, joinBy(new TestGroup(c), caio.identity));
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(waiting(group.membership())).toEqual([]);
  });

  test('an invite of somebody else, or of nobody, does not admit', () => {
    const group = new TestGroup(owner, { policy: 'invite' });
    group.write(b, joinBy(group, bia.identity));
    group.write(b, { kind: 'INVITE', key, uses: 5, expires: 0 });
    expect(members(group.membership())).toEqual(['Ana']);
  });

  test('uses are filled by person, in causal order', () => {
    const group = start(1);
    group.write(b, joinBy(group, bia.identity));
    group.write(bia.device(1), joinBy(group, bia.identity));
    group.write(c, joinBy(group, caio.identity));
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(waiting(group.membership())).toEqual(['Caio']);
    group.write(b, leave);
    expect(members(group.membership())).toEqual(['Ana']);
    group.write(owner, add(caio));
    expect(members(group.membership())).toEqual(['Ana', 'Caio']);
    expect(waiting(group.membership())).toEqual([]);
  });

  test('after UNINVITE only the joins that it knew of count', () => {
    const group = start(10);
    const known = headsOf(group.operations);
    group.write(b, joinBy(group, bia.identity));
    group.write(owner, { kind: 'UNINVITE', key });
    group.write(c, joinBy(group, caio.identity), known);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(waiting(group.membership())).toEqual([]);
  });

  test('an ADD needs no invite, and names who has said nothing yet', () => {
    const group = start(1);
    group.write(owner, add(bia));
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
  });

  const mallory = testPerson(66, 'Mallory');
  const elsewhere = new TestTrackerKeys(testCrypto(7));
  const claims = { tracker: testTracker.id, identity: mallory.identity, made: 1, username: 'Bia' };
  test.each([
    ['signed by the owner', encodeNameRecord(claims, owner.crypto.sign)],
    ['of another tracker', elsewhere.nameRecord(mallory.identity, 'Bia')],
    ['of another tracker in the name of ours', encodeNameRecord(claims, elsewhere.crypto.sign)],
    ['changed on the way', testTracker.nameRecord(mallory.identity, 'Mia').map((byte, at) => (at === 74 ? 66 : byte))],
  ])('an ADD with a record %s admits nobody, lifts no ban, and spoils nothing', (_, record) => {
    const group = new TestGroup(owner);
    const forged = (): OperationFields => ({ kind: 'ADD', record: toBase64url(record) });
    group.write(owner, remove(mallory));
    group.write(owner, forged());
    group.write(mallory.device(0), join);
    group.write(b, join);
    const found = group.membership();
    expect(members(found)).toEqual(['Ana', 'Bia']);
    expect([...found.banned]).toEqual([mallory.identity]);
    expect(found).toMatchObject({ newer: false, causallyComplete: 5 });
  });

  test('an ADD whose own words name somebody otherwise goes by its record', () => {
    const group = new TestGroup(owner);
    const fields = { ...add(mallory), after: headsOf(group.operations), identity: bia.identity, username: 'Bia' };
    group.writeBytes(owner, utf8(JSON.stringify(fields)));
    expect([...group.membership().members]).toEqual([
      [ana.identity, 'Ana'],
      [mallory.identity, 'Mallory'],
    ]);
  });

  test('an ADD in words alone admits nobody', () => {
    const group = new TestGroup(owner);
    const fields = { kind: 'ADD', after: headsOf(group.operations), identity: mallory.identity, username: 'Bia' };
    group.writeBytes(owner, utf8(JSON.stringify(fields)));
    group.write(b, join);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(group.membership().newer).toBe(false);
  });
});

describe('REVOKE', () => {
  const other = bia.device(1);
  const revoke = (signer: TestPerson | TestDevice, cut: number): OperationFields => {
    const fields = { identity: bia.identity, device: b.certificate.device, made: 5 };
    return { kind: 'REVOKE', revocation: toBase64url(encodeRevocation(fields, signer.crypto.sign)), cut };
  };

  test('cuts the device off and voids what it had not seen', () => {
    const group = new TestGroup(owner);
    const joined = group.write(b, join);
    group.write(other, revoke(bia, 3));
    group.write(b, leave, [joined.entry.id]);
    const found = group.membership();
    expect(members(found)).toEqual(['Ana', 'Bia']);
    expect(found.cutoffs).toEqual(new Map([[b.certificate.author, 3]]));
  });

  test.each([
    ['signed by the device alone', other, revoke(b, 0)],
    ['brought by the device itself', b, revoke(bia, 0)],
    ['brought by a stranger', c, revoke(bia, 0)],
    ['garbage', other, { kind: 'REVOKE', revocation: 'A'.repeat(183), cut: 0 } as const],
  ])('%s has no effect', (_, device, fields) => {
    const group = new TestGroup(owner);
    const joined = group.write(b, join);
    group.write(device, fields);
    group.write(b, leave, [joined.entry.id]);
    expect(members(group.membership())).toEqual(['Ana']);
    expect(group.membership().cutoffs.size).toBe(0);
  });

  test('brought by the owner it stands', () => {
    const group = new TestGroup(owner);
    group.write(owner, revoke(bia, 2));
    group.write(b, join);
    expect(members(group.membership())).toEqual(['Ana']);
  });
});
