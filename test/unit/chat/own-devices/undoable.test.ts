import { beforeEach, expect, it } from 'vitest';
import { AppError, Flows, Later, wait, type Flow } from '../../../../common/base/index.ts';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import { undoTime } from '../../../../common/protocol/chat/index.ts';
import { Undoable } from '../../../../src/chat/core/own-devices/undoable.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const room = asHex<RoomKey>('11'.repeat(32));

let clock: ManualClock;
let flows: Flows;
let undoable: Undoable;
beforeEach(() => {
  clock = new ManualClock();
  flows = new Flows();
  undoable = new Undoable(clock, flows);
});

function* waiting(answer: Later<void>): Flow<void> {
  yield* wait(answer);
}

it('shows as done from the first moment until it is done, however long that takes', () => {
  const answer = new Later<void>();
  undoable.add(room, { run: () => waiting(answer) });
  expect(undoable.has(room)).toBe(true);
  clock.advance(undoTime);
  expect(undoable.has(room)).toBe(true);
  // it is under way
  expect(undoable.undo(room)).toBe(false);
  expect(undoable.has(room)).toBe(true);
  answer.resolve();
  expect(undoable.has(room)).toBe(false);
});

it('undone in time, it never runs', () => {
  undoable.add('read', { run: () => expect.unreachable() });
  clock.advance(undoTime - 1);
  expect(undoable.undo('read')).toBe(true);
  expect(undoable.has('read')).toBe(false);
  clock.advance(undoTime);
});

it('says why it was not done, once it does not show as done any more', () => {
  const refusal = new AppError('OWNER_CANNOT_LEAVE', 'no');
  const ends: unknown[] = [];
  const onEnd = (failed: AppError | undefined): void => void ends.push([failed?.code, undoable.has(room)]);
  undoable.add(room, { run: () => waiting(Later.failed(refusal)), onEnd });
  clock.advance(undoTime);
  undoable.add(room, { run: () => undefined, onEnd });
  clock.advance(undoTime);
  expect(ends).toEqual([
    ['OWNER_CANNOT_LEAVE', false],
    [undefined, false],
  ]);
});

it('settled, all that waits begins at once, and what is under way already is waited for', () => {
  const rooms = ['11', '22', '33'].map((byte) => asHex<RoomKey>(byte.repeat(32)));
  const answers = rooms.map(() => new Later<void>());
  const begun: number[] = [];
  const begin = (i: number): void =>
    undoable.add(rooms[i] as RoomKey, {
      run: () => {
        begun.push(i);
        return waiting(answers[i] as Later<void>);
      },
    });
  begin(0);
  clock.advance(undoTime);
  begin(1);
  begin(2);
  const settled = flows.run(undoable.settle());
  expect(begun).toEqual([0, 1, 2]);
  for (const i of [2, 1, 0]) {
    expect(settled.outcome).toBe(undefined);
    answers[i]?.resolve();
  }
  expect(settled.outcome).toEqual({ ok: true, value: undefined });
  expect(clock.waiting).toBe(0);
});

it('what the end of the chat cuts off is told to nobody but who waits for it', () => {
  undoable.add(room, { run: () => waiting(new Later()), onEnd: () => expect.unreachable() });
  const settled = flows.run(undoable.settle());
  flows.dispose();
  undoable.dispose();
  expect(settled.outcome).toMatchObject({ ok: false, error: { code: 'OFFLINE' } });
});
