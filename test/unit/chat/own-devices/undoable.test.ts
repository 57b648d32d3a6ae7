import { expect, it } from 'vitest';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import { undoTime } from '../../../../common/protocol/chat/index.ts';
import { Undoable } from '../../../../src/chat/core/own-devices/undoable.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const room = asHex<RoomKey>('11'.repeat(32));

it('shows as done from the first moment until it is done, however long that takes', () => {
  const clock = new ManualClock();
  const undoable = new Undoable(clock);
  let finish: (() => void) | undefined;
  undoable.add(room, (done) => {
    finish = done;
  });
  expect(undoable.has(room)).toBe(true);
  clock.advance(undoTime);
  expect(undoable.has(room)).toBe(true);
  // it is under way
  expect(undoable.undo(room)).toBe(false);
  expect(undoable.has(room)).toBe(true);
  finish?.();
  expect(undoable.has(room)).toBe(false);
});

it('undone in time, it never runs', () => {
  const clock = new ManualClock();
  const undoable = new Undoable(clock);
  undoable.add('read', () => expect.unreachable());
  clock.advance(undoTime - 1);
  expect(undoable.undo('read')).toBe(true);
  expect(undoable.has('read')).toBe(false);
  clock.advance(undoTime);
});
