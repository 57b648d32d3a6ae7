import { describe, expect, test } from 'vitest';
import { toBase64url } from '../../../../common/base/index.ts';
import { encodeRevocation } from '../../../../common/log/index.ts';
import { ana, bia, caio, join, leave, members, remove, seal, waiting } from '../../../support/membership.ts';
import { testPerson, type TestDevice } from '../../../support/people.ts';
import { someId, TestGroup } from '../../../support/test-group.ts';

const owner = ana.device(0);
const [b, c] = [bia.device(0), caio.device(0)];

describe('capacity', () => {
  const people = [4, 5, 6, 7].map((seed) => testPerson(seed, `Person${seed}`).device(0));

  test('is filled in the order of the grants, the others wait and move up', () => {
    const group = new TestGroup(owner, { capacity: 3 });
    for (const device of people) {
      group.write(device, join);
      group.write(owner, seal);
    }
    expect(members(group.membership())).toEqual(['Ana', 'Person4', 'Person5']);
    expect(waiting(group.membership())).toEqual(['Person7', 'Person6']);
    group.write(people[0] as TestDevice, leave);
    // not granted yet: who knows more of the owner's operations
    expect(members(group.membership())).toEqual(['Ana', 'Person5', 'Person7']);
    expect(waiting(group.membership())).toEqual(['Person6']);
  });

  test('joins that crossed are ordered by entry id', () => {
    const group = new TestGroup(owner, { capacity: 2 });
    const start = [group.genesis.entry.id];
    const joins = [b, c].map((device) => group.write(device, join, start));
    const [first, second] = joins.toSorted((x, y) => (x.entry.id < y.entry.id ? -1 : 1));
    expect(members(group.membership())).toEqual(['Ana', first?.author.username]);
    expect(waiting(group.membership())).toEqual([second?.author.username]);
  });

  test('of those without a grant, whoever knows more of the owner comes first: dating back gains nothing', () => {
    const group = new TestGroup(owner, { capacity: 3 });
    group.write(owner, seal);
    const honest = group.write(b, join);
    for (const device of people) group.write(device, join, [group.genesis.entry.id]);
    expect(group.membership().members.has(honest.author.identity)).toBe(true);
  });

  test('two devices of the owner that grant one seat at the same moment grant it twice, and nobody goes', () => {
    const group = new TestGroup(owner, { capacity: 2 });
    const [first, second] = [b, c].map((device) => group.write(device, join, [group.genesis.entry.id]));
    group.write(owner, seal, [first?.entry.id ?? someId('0')]);
    group.write(ana.device(1), seal, [second?.entry.id ?? someId('0')]);
    expect(members(group.membership())).toEqual(['Ana', 'Bia', 'Caio']);
    expect(group.membership().granted).toEqual(new Set([bia.identity, caio.identity]));
  });
});

describe('a grant', () => {
  test('ends by LEAVE and REMOVE, and a new JOIN has none', () => {
    const group = new TestGroup(owner);
    for (const device of [b, c]) group.write(device, join);
    expect(group.membership().granted).toEqual(new Set());
    group.write(owner, seal);
    expect(group.membership().granted).toEqual(new Set([bia.identity, caio.identity]));
    group.write(b, leave);
    group.write(owner, remove(caio));
    expect(group.membership().granted).toEqual(new Set());
    group.write(b, join);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(group.membership().granted).toEqual(new Set());
  });

  test('comes with every operation of the owner, and with none of anybody else', () => {
    const group = new TestGroup(owner);
    group.write(b, join);
    group.write(b, seal);
    expect(group.membership().granted).toEqual(new Set());
    group.write(owner, { kind: 'UNINVITE', key: someId('0') });
    expect(group.membership().granted).toEqual(new Set([bia.identity]));
  });

  test('of a device that is revoked counts as far as the revocation knew it', () => {
    const group = new TestGroup(owner, { capacity: 2 });
    const [first, second] = [b, c].map((device) => group.write(device, join, [group.genesis.entry.id]));
    const known = group.write(ana.device(1), seal, [first?.entry.id ?? someId('0')]);
    group.write(ana.device(1), seal, [second?.entry.id ?? someId('0')]);
    const stolen = { identity: ana.identity, device: ana.device(1).certificate.device, made: 5 };
    const revocation = toBase64url(encodeRevocation(stolen, ana.crypto.sign));
    group.write(owner, { kind: 'REVOKE', revocation, cut: 0 }, [known.entry.id]);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(waiting(group.membership())).toEqual(['Caio']);
  });

  test.each([
    ['dated back to nothing', () => []],
    ['that know the room', ({ genesis }: TestGroup) => [genesis.entry.id]],
    ['that know all', (group: TestGroup, as: TestDevice) => group.heads(as)],
  ])('stands against 600 JOINs of fresh keys %s', (how, after) => {
    const group = new TestGroup(owner, { capacity: 50 });
    for (const device of [b, c]) group.write(device, join);
    group.write(owner, seal);
    for (let number = 0; number < 600; number++) {
      const device = testPerson(1000 + number, `Nobody${number}`).device(0);
      group.write(device, join, after(group, device));
    }
    const found = group.membership();
    expect(found.granted).toEqual(new Set([bia.identity, caio.identity]));
    expect(members(found).slice(0, 3)).toEqual(['Ana', 'Bia', 'Caio']);
    // nor does the owner's next word give them more than the seats that are left
    group.write(owner, seal);
    group.write(owner, seal);
    expect(group.membership().members.size).toBe(how === 'dated back to nothing' ? 3 : 50);
    expect(members(group.membership())).toEqual(expect.arrayContaining(['Ana', 'Bia', 'Caio']));
  });
});
