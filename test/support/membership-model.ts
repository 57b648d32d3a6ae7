import { toHex } from '../../common/base/index.ts';
import type { Operation } from '../../common/membership/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import type { TestGroup } from './test-group.ts';

/**
 * The rules of trust.md, Membership, written down a second time: slowly, with sets and no cleverness, for whole and honest
 * histories. Gives members and people waiting, in no order.
 */
export const modelMembership = (group: TestGroup): { members: Set<string>; waiting: Set<string> } => {
  const { operations } = group;
  const byId = new Map(operations.map((operation) => [operation.entry.id as string, operation]));
  const parents = ({ entry, body }: Operation): Operation[] =>
    [...(body?.after ?? []), toHex(entry.prev)].flatMap((id) => byId.get(id) ?? []);
  const past = new Map<Operation, Set<Operation>>();
  for (const operation of operations) {
    past.set(operation, new Set(parents(operation).flatMap((parent) => [parent, ...(past.get(parent) ?? [])])));
  }
  const precedes = (a: Operation, b: Operation): boolean => past.get(b)?.has(a) ?? false;

  const genesis = group.genesis.body;
  if (genesis?.kind !== 'GENESIS') throw new Error('no GENESIS');
  const { owner, policy, capacity } = genesis;
  const ordered = kahn(operations, parents);
  const owners = (kind: string): Operation[] =>
    ordered.filter(({ author, body }) => author.identity === owner && body?.kind === kind);

  const isBanned = (who: IdentityKey): boolean =>
    owners('REMOVE').some(
      (removal) =>
        subject(removal) === who &&
        !owners('ADD').some((addition) => subject(addition) === who && precedes(removal, addition)),
    );
  const isOver = (admission: Operation): boolean =>
    [...ordered.filter(({ body }) => body?.kind === 'LEAVE'), ...owners('REMOVE')].some(
      (ending) => subject(ending) === subject(admission) && precedes(admission, ending),
    );
  const uses = Math.max(0, ...owners('INVITE').map(({ body }) => (body?.kind === 'INVITE' ? body.uses : 0)));
  const isProven = (join: Operation): boolean => uses > 0 && owners('UNINVITE').every((end) => precedes(join, end));

  const users = new Set<IdentityKey>();
  const members = new Set<string>([owner]);
  const waiting = new Set<string>();
  for (const operation of ordered) {
    const isAddition = owners('ADD').includes(operation);
    const isJoin = operation.body?.kind === 'JOIN' && (policy === 'open' || isProven(operation));
    const who = subject(operation);
    if ((!isAddition && !isJoin) || who === owner) continue;
    let usable = true;
    if (!isAddition && policy === 'invite') {
      usable = users.has(who) || users.size < uses;
      if (usable) users.add(who);
    }
    if (isBanned(who) || isOver(operation)) continue;
    if (usable && (members.has(who) || members.size < capacity)) members.add(who);
    else waiting.add(who);
  }
  return { members, waiting: new Set([...waiting].filter((who) => !members.has(who))) };
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
