import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Membership, Operation } from '../../common/membership/index.ts';
import { remove } from '../support/membership.ts';
import { modelMembership } from '../support/membership-model.ts';
import type { TestDevice, TestPerson } from '../support/people.ts';
import { history, people, plan, play } from '../support/random-history.ts';
import { headsOf, type TestGroup } from '../support/test-group.ts';
import { cases } from '../support/fixed-seed.ts';

const runs = cases(300);

/** With the order of maps, which is part of the answer. */
const plain = ({ headsFor, ...membership }: Membership): unknown => ({
  ...membership,
  heads: people.map(({ identity }) => headsFor(identity)),
  granted: [...membership.granted].toSorted(),
  members: [...membership.members],
  waiting: [...membership.waiting],
  banned: [...membership.banned].toSorted(),
  cutoffs: new Map(membership.cutoffs),
});

test('is what the rules say', () => {
  fc.assert(
    fc.property(history, (group) => {
      const found = group.membership();
      const expected = modelMembership(group);
      expect(new Set(found.members.keys())).toEqual(expected.members);
      expect(new Set(found.waiting.keys())).toEqual(expected.waiting);
      expect(found.granted).toEqual(expected.granted);
      expect(found.causallyComplete).toBe(group.operations.length);
      expect(found.headsFor(found.owner)).toEqual(headsOf(group.operations));
    }),
    runs,
  );
});

test('does not depend on the order of arrival, nor on repetitions', () => {
  const shuffled = history.chain((group) =>
    fc.tuple(
      fc.constant(group),
      fc.shuffledSubarray(group.operations, { minLength: group.operations.length }),
      fc.subarray(group.operations),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([group, arrived, again]) => {
      expect(plain(group.membership([...arrived, ...again]))).toEqual(plain(group.membership()));
    }),
    runs,
  );
});

test('of a part depends only on the operations whose whole past is in it', () => {
  const partial = history.chain((group) =>
    fc.tuple(
      fc.constant(group),
      fc.subarray(group.operations).map((some) => [group.genesis, ...some]),
    ),
  );
  fc.assert(
    fc.property(partial, ([group, some]) => {
      const whole = complete(some);
      expect(plain(group.membership(some))).toEqual(plain(group.membership(whole)));
      expect(group.membership(some).causallyComplete).toBe(whole.length);
    }),
    runs,
  );
});

/** Drops what lacks a parent until nothing does. */
const complete = (operations: readonly Operation[]): readonly Operation[] => {
  const ids = new Set<string>(operations.map(({ entry }) => entry.id));
  const seqs = new Set(operations.map(({ entry }) => `${entry.device} ${entry.seq}`));
  const kept = [...new Set(operations)].filter(
    ({ entry, body }) =>
      (body?.after ?? []).every((id) => ids.has(id)) &&
      (entry.seq === 0 || seqs.has(`${entry.device} ${entry.seq - 1}`)),
  );
  return kept.length === operations.length ? kept : complete(kept);
};

test('keeps the bounds: owner always in, capacity kept but for grants, nobody banned inside', () => {
  fc.assert(
    fc.property(history, (group) => {
      const { members, granted, waiting, banned, capacity, owner } = group.membership();
      expect([...members.keys()][0]).toBe(owner);
      // two devices of the owner may have granted one seat at the same moment
      expect(members.size).toBeLessThanOrEqual(Math.max(capacity, granted.size + 1));
      for (const who of [...members.keys(), ...waiting.keys()]) expect(banned.has(who)).toBe(false);
      for (const who of waiting.keys()) expect(members.has(who)).toBe(false);
    }),
    runs,
  );
});

test('a removed person cannot come back alone, whatever he claims to have known, and harms nobody', () => {
  const [ana, bia] = people as [TestPerson, TestPerson];
  const claims = fc.array(fc.array(fc.nat(), { maxLength: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(plan, claims, (steps, claimed) => {
      const group = play(steps);
      group.write(ana.device(0), remove(bia));
      const before = group.membership();
      const known = [...group.operations];
      for (const picks of claimed) {
        const claim = new Set(picks.map((pick) => known[pick % known.length] as Operation));
        backdate(group, bia.device(2), [...claim]);
      }
      const after = group.membership();
      expect(after.members).toEqual(before.members);
      expect(after.waiting).toEqual(before.waiting);
    }),
    runs,
  );
});

const backdate = (group: TestGroup, device: TestDevice, known: readonly Operation[]): void => {
  const after = known.map(({ entry }) => entry.id);
  group.write(device, { kind: 'JOIN' }, after);
  group.write(device, { kind: 'LEAVE' }, after);
};
