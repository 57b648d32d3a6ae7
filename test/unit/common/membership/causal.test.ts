import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../../common/base/index.ts';
import type { Operation } from '../../../../common/membership/index.ts';
import { asHex, limits, type EntryId, type LogId } from '../../../../common/model/index.ts';
import { ana, bia, caio, join, leave, members } from '../../../support/membership.ts';
import { testPerson } from '../../../support/people.ts';
import { someId, TestGroup } from '../../../support/test-group.ts';

const owner = ana.device(0);
const [b, c] = [bia.device(0), caio.device(0)];

const promote = (after: readonly string[]): Uint8Array => utf8(JSON.stringify({ kind: 'PROMOTE', after }));

const named = (...operations: readonly Operation[]): EntryId[] => operations.map(({ entry }) => entry.id).toSorted();

describe('causal past', () => {
  test('what names an operation that is not there counts for nothing, and so does what follows it', () => {
    const group = new TestGroup(owner);
    group.write(b, join, [someId('f')]);
    const follower = group.write(bia.device(1), join);
    const found = group.membership();
    expect(members(found)).toEqual(['Ana']);
    expect(found.causallyComplete).toBe(1);
    expect(found.headsFor(ana.identity)).toEqual([group.genesis.entry.id]);
    const withoutStart = group.operations.filter(({ entry }) => entry.id !== group.operations[1]?.entry.id);
    expect(group.membership(withoutStart).members.has(follower.author.identity)).toBe(false);
  });

  test('what names an operation of somebody who is neither its author nor the owner counts for nothing, nor does what follows it', () => {
    const group = new TestGroup(owner);
    const [first, mine] = [group.write(b, join), group.write(bia.device(1), leave)];
    group.write(c, join, [first.entry.id]);
    group.write(c, join);
    expect(members(group.membership())).toEqual(['Ana']);
    expect(group.membership().causallyComplete).toBe(3);
    // its own author and the owner may
    group.write(b, join, [mine.entry.id]);
    group.write(owner, { kind: 'SEAL' }, group.membership().headsFor(ana.identity));
    expect(group.membership().causallyComplete).toBe(5);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
  });

  test('everybody else names the heads of the owner and his own', () => {
    const group = new TestGroup(owner);
    group.write(c, join);
    const [first, second] = [group.write(b, join), group.write(bia.device(1), leave, [group.genesis.entry.id])];
    expect(group.membership().headsFor(bia.identity)).toEqual(named(first, second));
    expect(group.membership().headsFor(testPerson(9, 'Davi').identity)).toEqual(named(group.genesis));
    const seal = group.write(owner, { kind: 'SEAL' });
    expect(group.membership().headsFor(bia.identity)).toEqual(named(seal));
    const later = group.write(ana.device(1), { kind: 'SEAL' }, [group.genesis.entry.id]);
    const third = group.write(b, leave, named(seal));
    expect(group.membership().headsFor(bia.identity)).toEqual(named(later, third));
  });

  test('a gap in a log hides what stands above it', () => {
    const group = new TestGroup(owner);
    const start = [group.genesis.entry.id];
    group.write(b, leave, start);
    const joined = group.write(b, join, start);
    expect(members(group.membership([group.genesis, joined]))).toEqual(['Ana']);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
  });

  test('heads are what nothing follows, sorted, at most 64, the owner first', () => {
    const group = new TestGroup(owner);
    const start = [group.genesis.entry.id];
    expect(group.membership().headsFor(ana.identity)).toEqual(start);
    const important = [0, 1, 2, 3, 4, 5].flatMap((number) => [
      group.write(ana.device(number), { kind: 'UNINVITE', key: someId('0') }, start).entry.id,
      group.write(bia.device(number), join, start).entry.id,
    ]);
    for (let seed = 100; seed < 200; seed++) group.write(testPerson(seed, 'Someone').device(0), leave, start);
    const heads = group.membership().headsFor(ana.identity);
    expect(heads).toHaveLength(limits.after);
    expect(heads).toEqual(heads.toSorted());
    expect(heads).toEqual(expect.arrayContaining(important));
  });

  test('operations of another log are left out', () => {
    const group = new TestGroup(owner);
    const joined = group.write(b, join);
    const elsewhere = { ...joined, entry: { ...joined.entry, log: asHex<LogId>('0'.repeat(32)) } };
    expect(members(group.membership([group.genesis, elsewhere]))).toEqual(['Ana']);
  });

  test('operations beyond the limit of a log are left out; the owner may write more', () => {
    const group = new TestGroup(owner);
    const start = [group.genesis.entry.id];
    for (let seq = 0; seq < limits.controlEntries; seq++) group.write(b, leave, start);
    group.write(b, join, start);
    for (let seq = 1; seq < limits.controlEntries; seq++) group.write(owner, leave, start);
    group.write(owner, { kind: 'CLOSE' }, start);
    const found = group.membership();
    expect(members(found)).toEqual(['Ana']);
    expect(found.closed).toBe(true);
  });
});

describe('what cannot be read', () => {
  test('an unknown kind by the owner makes the room newer; by anybody else it is kept and means nothing', () => {
    const group = new TestGroup(owner);
    group.write(b, join);
    const unknown = group.writeBytes(b, promote([group.genesis.entry.id]));
    expect(group.membership()).toMatchObject({ newer: false, causallyComplete: 3 });
    expect(group.membership().headsFor(bia.identity)).toEqual([unknown.entry.id]);
    group.writeBytes(ana.device(1), promote([group.genesis.entry.id]));
    expect(group.membership().newer).toBe(true);
  });

  test('damage is only damage, and the log goes on above it', () => {
    const group = new TestGroup(owner);
    group.writeBytes(b, utf8('nonsense'));
    group.write(b, join);
    expect(members(group.membership())).toEqual(['Ana', 'Bia']);
    expect(group.membership()).toMatchObject({ newer: false, causallyComplete: 3 });
  });
});
