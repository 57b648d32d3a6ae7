import { toHex } from '../../common/base/index.ts';
import type { Operation } from '../../common/membership/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import type { TestGroup } from './test-group.ts';

interface Modelled {
  readonly members: ReadonlySet<string>;
  readonly waiting: ReadonlySet<string>;
  /** Those of the members who have a grant. */
  readonly granted: ReadonlySet<string>;
}

interface Evaluated extends Modelled {
  readonly seats: ReadonlySet<Operation>;
  readonly uses: ReadonlySet<Operation>;
}

/**
 * The rules of trust.md, Membership, written down a second time: slowly, with sets and no cleverness, for whole histories without
 * revocations. Gives members and people waiting, in no order.
 */
export const modelMembership = (group: TestGroup, operations: readonly Operation[] = group.operations): Modelled => {
  const byId = new Map(operations.map((operation) => [operation.entry.id as string, operation]));
  const parents = ({ entry, body }: Operation): Operation[] =>
    [...(body?.after ?? []), toHex(entry.prev)].flatMap((id) => byId.get(id) ?? []);
  const past = new Map<Operation, Set<Operation>>();
  const ordered = kahn(operations, parents);
  for (const operation of ordered) {
    past.set(operation, new Set(parents(operation).flatMap((parent) => [parent, ...(past.get(parent) ?? [])])));
  }
  const precedes = (a: Operation, b: Operation): boolean => past.get(b)?.has(a) ?? false;

  const genesis = group.genesis.body;
  if (genesis?.kind !== 'GENESIS') throw new Error('no GENESIS');
  const { owner, policy, capacity } = genesis;
  const isOwners = ({ author }: Operation): boolean => author.identity === owner;
  const knows = (operation: Operation): number => [...(past.get(operation) ?? [])].filter(isOwners).length;

  const grants = new Map<Operation, Evaluated>();
  const evaluate = (held: ReadonlySet<Operation>): Evaluated => {
    const here = ordered.filter((operation) => held.has(operation));
    const owners = (kind: string): Operation[] => here.filter((one) => isOwners(one) && one.body?.kind === kind);
    const isBanned = (who: IdentityKey): boolean =>
      owners('REMOVE').some(
        (removal) =>
          subject(removal) === who &&
          !owners('ADD').some((addition) => subject(addition) === who && precedes(removal, addition)),
      );
    const isOver = (admission: Operation): boolean =>
      [...here.filter(({ body }) => body?.kind === 'LEAVE'), ...owners('REMOVE')].some(
        (ending) => subject(ending) === subject(admission) && precedes(admission, ending),
      );
    const most = Math.max(0, ...owners('INVITE').map(({ body }) => (body?.kind === 'INVITE' ? body.uses : 0)));
    const isProven = (join: Operation): boolean => most > 0 && owners('UNINVITE').every((end) => precedes(join, end));
    const isAdmission = (operation: Operation): boolean => {
      if (subject(operation) === owner) return false;
      if (operation.body?.kind === 'ADD') return isOwners(operation);
      if (operation.body?.kind !== 'JOIN' || !precedes(group.genesis, operation)) return false;
      return policy === 'open' || isProven(operation);
    };
    const admissions = here.filter(isAdmission).toSorted((a, b) => knows(b) - knows(a));
    const granting = here.flatMap((operation) => grants.get(operation) ?? []);
    const hasGrant = (admission: Operation): boolean => granting.some(({ seats }) => seats.has(admission));
    const hasUse = (admission: Operation): boolean => granting.some(({ uses }) => uses.has(admission));
    const users = new Set<IdentityKey>(admissions.filter(hasUse).map(subject));
    const uses = new Set(admissions.filter(hasUse));
    const members = new Set<string>([owner]);
    const waiting = new Set<string>();
    const seats = new Set<Operation>();
    for (const admission of admissions) {
      const who = subject(admission);
      if (!hasGrant(admission) || isBanned(who) || isOver(admission)) continue;
      members.add(who);
      seats.add(admission);
    }
    const granted = new Set([...members].filter((who) => who !== owner));
    for (const admission of admissions) {
      if (hasGrant(admission)) continue;
      const who = subject(admission);
      let usable = true;
      if (admission.body?.kind === 'JOIN' && policy === 'invite') {
        usable = hasUse(admission) || users.has(who) || users.size < most;
        if (usable) {
          users.add(who);
          uses.add(admission);
        }
      }
      if (isBanned(who) || isOver(admission)) continue;
      if (usable && (members.has(who) || members.size < capacity)) {
        members.add(who);
        seats.add(admission);
      } else waiting.add(who);
    }
    return { members, granted, waiting: new Set([...waiting].filter((who) => !members.has(who))), seats, uses };
  };
  for (const operation of ordered.filter(isOwners)) grants.set(operation, evaluate(past.get(operation) ?? new Set()));
  return evaluate(new Set(ordered));
};

/** Whom an operation is about. */
const subject = ({ body, author, added }: Operation): IdentityKey =>
  added?.identity ?? (body?.kind === 'REMOVE' ? body.identity : author.identity);

/** Again and again the smallest id among those whose parents are all out. */
const kahn = (operations: readonly Operation[], parents: (operation: Operation) => Operation[]): Operation[] => {
  const out: Operation[] = [];
  const left = new Set(operations);
  while (left.size > 0) {
    const [next] = [...left]
      .filter((operation) => parents(operation).every((parent) => !left.has(parent)))
      .toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    if (next === undefined) throw new Error('a circle');
    left.delete(next);
    out.push(next);
  }
  return out;
};
