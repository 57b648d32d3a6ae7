import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../common/membership/index.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { add, ana, bia, caio, join, leave, members, remove, waiting } from '../../../support/membership.ts';
import { TestGroup } from '../../../support/test-group.ts';

const owner = ana.device(0);
const [b, c] = [bia.device(0), caio.device(0)];

describe('GENESIS', () => {
  test('makes a room with its owner', () => {
    const group = new TestGroup(owner, { capacity: 7 });
    expect(group.membership()).toEqual({
      name: 'general',
      owner: ana.identity,
      ownerName: 'Ana',
      policy: 'open',
      capacity: 7,
      members: new Map([[ana.identity, 'Ana']]),
      waiting: new Map(),
      banned: new Set(),
      closed: false,
      newer: false,
      granted: new Set(),
      headsFor: expect.any(Function),
      cutoffs: new Map(),
      causallyComplete: 1,
    });
  });

  test('of another room, of another author, or missing makes none', () => {
    const group = new TestGroup(owner);
    const { body } = group.genesis.entry;
    const stolen = new TestGroup(b);
    const byAnother = stolen.writeBytes(c, body ?? new Uint8Array(0));
    const crypto = testCrypto(0);
    expect(evaluate(crypto, group.room, [])).toBeUndefined();
    expect(evaluate(crypto, group.room, [stolen.genesis])).toBeUndefined();
    const forged = { ...byAnother, entry: { ...byAnother.entry, log: group.logOf(c) } };
    expect(evaluate(crypto, group.room, [forged])).toBeUndefined();
    expect(evaluate(crypto, stolen.room, [group.genesis])).toBeUndefined();
  });

  test('another GENESIS in the logs of a room makes nobody its owner', () => {
    const group = new TestGroup(owner);
    const own = new TestGroup(b).genesis.entry.body ?? new Uint8Array(0);
    const takeover = group.writeBytes(b, own);
    expect(takeover.body).toMatchObject({ kind: 'GENESIS', owner: bia.identity });
    expect(evaluate(testCrypto(0), group.room, [takeover])).toBeUndefined();
    expect(group.membership()).toMatchObject({ owner: ana.identity, members: new Map([[ana.identity, 'Ana']]) });
  });
});

describe('open rooms', () => {
  test('let join and leave, and come back', () => {
    const group = new TestGroup(owner);
    group.write(b, join);
    group.write(c, join);
    expect(members(group.membership())).toEqual(['Ana', 'Bia', 'Caio']);
    group.write(b, leave);
    expect(members(group.membership())).toEqual(['Ana', 'Caio']);
    group.write(b, join);
    expect(members(group.membership()).toSorted()).toEqual(['Ana', 'Bia', 'Caio']);
  });

  test('a JOIN that does not know the room is none', () => {
    const group = new TestGroup(owner);
    group.write(b, join, []);
    group.write(bia.device(1), join, [group.genesis.entry.id]);
    group.write(c, join, []);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(waiting(group.membership())).toEqual([]);
    // it is not too late to say it again
    group.write(c, join);
    expect(members(group.membership()).toSorted()).toEqual(['Ana', 'Bia', 'Caio']);
  });

  test('a LEAVE ends the joins of all devices that it knew of, and no other', () => {
    const group = new TestGroup(owner);
    const first = group.write(b, join);
    group.write(bia.device(1), join, [first.entry.id]);
    group.write(b, leave, [first.entry.id]);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    group.write(b, leave);
    expect(members(group.membership())).toEqual(['Ana']);
  });

  test('the owner cannot leave, nor be removed', () => {
    const group = new TestGroup(owner);
    group.write(owner, leave);
    group.write(owner, remove(ana));
    expect(members(group.membership())).toEqual(['Ana']);
    expect(group.membership().banned.size).toBe(0);
  });

  test('owner words of others count for nothing', () => {
    const group = new TestGroup(owner);
    group.write(b, join);
    group.write(b, add(caio));
    group.write(b, remove(ana));
    group.write(b, { kind: 'CLOSE' });
    const found = group.membership();
    expect(members(found)).toEqual(['Ana', 'Bia']);
    expect(found).toMatchObject({ closed: false, causallyComplete: 5 });
  });

  test('CLOSE ends the room', () => {
    const group = new TestGroup(owner);
    group.write(ana.device(1), { kind: 'CLOSE' });
    expect(group.membership().closed).toBe(true);
  });
});

describe('bans', () => {
  test('a REMOVE holds against every JOIN, a backdated one too, until an ADD', () => {
    const group = new TestGroup(owner);
    group.write(b, join);
    group.write(owner, remove(bia, { [b.certificate.device]: 4 }));
    group.write(b, join);
    group.write(bia.device(1), join, [group.genesis.entry.id]);
    group.write(bia.device(2), join, []);
    const found = group.membership();
    expect(members(found)).toEqual(['Ana']);
    expect(waiting(found)).toEqual([]);
    expect([...found.banned]).toEqual([bia.identity]);
    expect(found.cutoffs).toEqual(new Map([[b.certificate.author, 4]]));
    group.write(owner, add(bia));
    expect(group.membership()).toMatchObject({ banned: new Set(), cutoffs: new Map() });
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
  });

  test('an ADD that crossed the REMOVE does not lift it', () => {
    const group = new TestGroup(owner);
    const start = [group.genesis.entry.id];
    group.write(owner, remove(bia), start);
    group.write(ana.device(1), add(bia), start);
    expect(members(group.membership())).toEqual(['Ana']);
  });

  test('of two cutoffs the smaller counts', () => {
    const group = new TestGroup(owner);
    for (const count of [5, 3, 9]) group.write(owner, remove(bia, { [b.certificate.device]: count }));
    expect(group.membership().cutoffs).toEqual(new Map([[b.certificate.author, 3]]));
  });

  test('whoever returns stands behind those who took his place', () => {
    const group = new TestGroup(owner, { capacity: 2 });
    group.write(b, join);
    group.write(owner, remove(bia));
    group.write(c, join);
    group.write(owner, add(bia));
    expect(members(group.membership())).toEqual(['Ana', 'Caio']);
    expect(waiting(group.membership())).toEqual(['Bia']);
  });
});
