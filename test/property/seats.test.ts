import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parentsOf, type Operation } from '../../common/membership/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import { cases } from '../support/fixed-seed.ts';
import { history } from '../support/random-history.ts';
import type { TestGroup } from '../support/test-group.ts';

/** Operations with all in their pasts. */
const closed = (group: TestGroup, some: readonly Operation[]): ReadonlySet<Operation> => {
  const byId = new Map(group.operations.map((operation) => [operation.entry.id, operation]));
  const all = new Set<Operation>();
  const open = [group.genesis, ...some];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    open.push(...parentsOf(next.entry, next.body).flatMap((id) => byId.get(id) ?? []));
  }
  return all;
};

const pastOf = (group: TestGroup, operation: Operation): ReadonlySet<Operation> => {
  const all = new Set(closed(group, [operation]));
  all.delete(operation);
  return all;
};

/** Somebody left, was removed, or lost his invite. */
const ends = (who: IdentityKey, { body, author }: Operation): boolean =>
  (body?.kind === 'LEAVE' && author.identity === who) ||
  (body?.kind === 'REMOVE' && body.identity === who) ||
  body?.kind === 'UNINVITE';

test('whoever was a member where an operation of the owner knew of it stays, for any two sets of operations', () => {
  let seen = 0;
  const two = history.chain((group) =>
    fc.tuple(fc.constant(group), fc.subarray(group.operations), fc.subarray(group.operations)),
  );
  fc.assert(
    fc.property(two, ([group, some, more]) => {
      const known = closed(group, some);
      const larger = closed(group, [...some, ...more]);
      const { members } = group.membership([...larger]);
      for (const operation of known) {
        if (operation.author.identity !== group.genesis.author.identity || operation === group.genesis) continue;
        const past = pastOf(group, operation);
        for (const who of group.membership([...past]).members.keys()) {
          if ([...larger].some((one) => !past.has(one) && ends(who, one))) continue;
          expect(members.has(who)).toBe(true);
          seen++;
        }
      }
    }),
    cases(300),
  );
  expect(seen).toBeGreaterThan(100);
});
