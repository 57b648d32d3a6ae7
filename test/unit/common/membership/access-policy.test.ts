import { describe, expect, test } from 'vitest';
import {
  annotationCounts,
  annotationDenial,
  denied,
  joinDenial,
  leaveDenial,
  membershipDenial,
  postDenial,
  readOnlyReason,
  roomDeletionDenial,
  sharedScope,
  standingOf,
  type Denial,
  type Standing,
} from '../../../../common/membership/index.ts';
import type { AnnotationTarget } from '../../../../common/model/index.ts';
import { add, ana, bia, caio, join, leave, remove } from '../../../support/membership.ts';
import { TestGroup, type GroupOptions } from '../../../support/test-group.ts';

const [mine, caios] = [bia.device(0), caio.device(0)];
const room = (options?: GroupOptions): TestGroup => new TestGroup(ana.device(0), options);

const kinds: readonly AnnotationTarget['kind'][] = ['EDIT', 'DELETE', 'REACT'];
const allowed = (may: (kind: AnnotationTarget['kind']) => boolean): string => kinds.filter(may).join();

describe('what counts of what was said about a message of Bia in a room of Ana', () => {
  const message = { author: bia.identity, owner: ana.identity };
  test.each([
    ['the author', bia, 'EDIT,DELETE,REACT'],
    ['the owner', ana, 'DELETE,REACT'],
    ['anybody else', caio, 'REACT'],
  ])('by %s', (_, { identity }, counts) => {
    expect(allowed((kind) => annotationCounts(kind, identity, message))).toBe(counts);
  });

  test('where nobody is known nobody may', () => {
    expect(allowed((kind) => annotationCounts(kind, caio.identity, { author: undefined, owner: undefined }))).toBe(
      'REACT',
    );
  });
});

const offered = (standing: Omit<Standing, 'kind'>, own: boolean, undelivered = false): string =>
  allowed((kind) => annotationDenial(kind, { kind: 'group', ...standing }, { own, undelivered }) === undefined);

describe('what somebody may do with a message', () => {
  test('is what would count', () => {
    expect(offered({ mine: false }, true)).toBe('EDIT,DELETE,REACT');
    expect(offered({ mine: true }, false)).toBe('DELETE,REACT');
    expect(offered({ mine: false }, false)).toBe('REACT');
    expect(annotationDenial('EDIT', { kind: 'group', mine: true }, { own: false })).toBe('notAuthor');
    expect(annotationDenial('DELETE', { kind: 'direct' }, { own: false })).toBe('notAuthorOrOwner');
  });

  test.each(['closed', 'left', 'waiting', 'newer'] as const)('is nothing once it is %s', (readOnly) => {
    expect(offered({ mine: true, readOnly }, true)).toBe('');
    expect(postDenial({ readOnly })).toBeDefined();
  });

  test('but deleting what never reached anybody, if it is mine', () => {
    expect(offered({ mine: false, readOnly: 'closed' }, true, true)).toBe('DELETE');
    expect(offered({ mine: false, readOnly: 'left' }, true, true)).toBe('DELETE');
    expect(offered({ mine: true, readOnly: 'closed' }, false, true)).toBe('');
    // it may still get there
    expect(offered({ mine: false, readOnly: 'waiting' }, true, true)).toBe('');
  });
});

describe('a room', () => {
  test('is left and deleted by the right people', () => {
    const group = room();
    group.write(mine, join);
    const membership = group.membership();
    const denials = (closed: boolean, of: (standing: Standing) => Denial | undefined): unknown[] =>
      [ana, bia, caio].map(({ identity }) => of(standingOf({ ...membership, closed }, identity)));
    expect(denials(false, leaveDenial)).toEqual(['ownerCannotLeave', undefined, 'notMember']);
    expect(denials(true, leaveDenial)).toEqual(['roomClosed', 'roomClosed', 'roomClosed']);
    expect(denials(false, roomDeletionDenial)).toEqual([undefined, 'notOwner', 'notOwner']);
    expect(denials(true, roomDeletionDenial)).toEqual(['roomClosed', 'notOwner', 'notOwner']);
    expect(roomDeletionDenial(standingOf(undefined, ana.identity))).toBe('notOwner');
  });

  test('is nothing that a direct conversation could be', () => {
    expect(leaveDenial({ kind: 'direct' })).toBe('roomUnknown');
    expect(roomDeletionDenial({ kind: 'direct' })).toBe('roomUnknown');
  });

  test('that is full has a waiting list for those who asked in time, and no seat for the next', () => {
    const group = room({ capacity: 2 });
    group.write(mine, join);
    expect(membershipDenial(group.membership(), caio.identity)).toBeUndefined();
    expect(joinDenial(group.membership(), caio.identity)).toBe('roomFull');
    expect(joinDenial(group.membership(), bia.identity)).toBeUndefined();
    group.write(caios, join);
    expect(membershipDenial(group.membership(), caio.identity)).toBe('waiting');
    expect(readOnlyReason(group.membership(), caio.identity)).toBe('waiting');
    expect(leaveDenial(standingOf(group.membership(), caio.identity))).toBeUndefined();
  });

  test('says who may join and write', () => {
    const group = room();
    expect(joinDenial(undefined, bia.identity)).toBe('roomUnknown');
    expect(readOnlyReason(undefined, bia.identity)).toBe('newer');
    expect(readOnlyReason(group.membership(), bia.identity)).toBe('left');
    group.write(mine, join);
    expect(readOnlyReason(group.membership(), bia.identity)).toBeUndefined();
    group.write(mine, leave);
    expect(joinDenial(group.membership(), bia.identity)).toBeUndefined();
    group.write(ana.device(0), remove(bia));
    expect(joinDenial(group.membership(), bia.identity)).toBe('banned');
    group.write(ana.device(0), { kind: 'CLOSE' });
    expect(joinDenial(group.membership(), caio.identity)).toBe('roomClosed');
    expect(readOnlyReason(group.membership(), ana.identity)).toBe('closed');
  });

  test('by invitation takes those alone whom its owner added', () => {
    const group = room({ policy: 'invite' });
    expect(joinDenial(group.membership(), bia.identity)).toBe('inviteOnly');
    group.write(ana.device(0), add(bia));
    expect(joinDenial(group.membership(), bia.identity)).toBeUndefined();
  });
});

const inside = (closed: boolean, ...people: readonly { identity: typeof ana.identity }[]) => ({
  closed,
  has: (identity: typeof ana.identity) => people.some((one) => one.identity === identity),
});

test('two people tell each other of a conversation what both have a right to', () => {
  const [me, other] = [ana.identity, bia.identity];
  expect(sharedScope(inside(false, ana, bia), me, other)).toBe('all');
  expect(sharedScope(inside(true, ana, bia), me, other)).toBe('control');
  expect(sharedScope(inside(false, bia), me, other)).toBe('control');
  expect(sharedScope(inside(false, ana), me, other)).toBe('none');
});

test.each([
  [{ readOnly: 'left' }, 'NOT_MEMBER', 'you have left this room'],
  [{ readOnly: 'waiting' }, 'NOT_MEMBER', 'you are on the waiting list of this room'],
  [{ readOnly: 'closed' }, 'ROOM_CLOSED', 'this room was deleted'],
  [{ readOnly: 'newer' }, 'VERSION', 'this room needs a newer version of P2P Chat'],
] as const)('a verdict is an error with a code and a sentence: %j', (standing, code, message) => {
  expect(denied(postDenial(standing))).toMatchObject({ code, message });
  expect(denied(postDenial({}))).toBeUndefined();
});
