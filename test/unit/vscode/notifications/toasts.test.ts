import { expect, test } from 'vitest';
import { toastTimes } from '../../../../src/vscode/notifications/toasts.ts';
import { aRow, roomKey } from '../../../support/chat-samples.ts';
import { direct, group, hour, mention, quiet, toastRig, type Rig } from '../../../support/toast-rig.ts';

test('a direct message is one toast, after a moment in which it could have been read', () => {
  const { clock, receive, shown } = toastRig();
  receive(direct);
  expect(shown).toEqual([]);
  clock.advance(toastTimes.gather);
  expect(shown.map(({ toast }) => [toast.conversation.room, toast.count, toast.row.content])).toEqual([
    [roomKey(direct), 1, 'message 1'],
  ]);
  clock.advance(hour);
  expect([shown.length, clock.waiting]).toEqual([1, 0]);
});

test('of a room only mentions, unless everything is wanted', () => {
  const { clock, world, receive, counts } = toastRig();
  receive(group);
  clock.advance(hour);
  expect(counts()).toEqual([]);
  receive(group, mention);
  clock.advance(toastTimes.gather);
  expect(counts()).toEqual([1]);
  world.level = 'all';
  clock.advance(hour);
  receive(direct);
  clock.advance(toastTimes.gather);
  expect(counts()).toEqual([1, 1]);
  world.level = 'none';
  clock.advance(hour);
  receive(direct, mention);
  clock.advance(hour);
  expect(counts()).toEqual([1, 1]);
});

test.each([
  ['a mention in a muted room', (n: Rig) => n.receive(quiet, mention)],
  ['a message of mine', (n: Rig) => n.receive(direct, { own: true })],
  ['a member who joins', (n: Rig) => n.receive(direct, { kind: 'joined' })],
  ['what was missed', (n: Rig) => n.receive(direct, {}, false)],
  [
    'do not disturb',
    (n: Rig) => {
      n.world.silenced = true;
      n.receive(direct);
      n.world.silenced = false;
    },
  ],
  [
    'before everything missed is here',
    (n: Rig) => {
      n.world.caughtUp = false;
      n.receive(direct);
      n.world.caughtUp = true;
    },
  ],
  [
    'a conversation on screen, with somebody at the window',
    (n: Rig) => {
      Object.assign(n.world, { focused: true, visible: direct });
      n.receive(direct);
      n.world.focused = false;
    },
  ],
  [
    'what is read within the moment',
    (n: Rig) => {
      n.receive(direct);
      n.read(direct);
    },
  ],
  [
    'silence that begins within the moment',
    (n: Rig) => {
      n.receive(direct);
      n.world.silenced = true;
    },
  ],
])('%s makes no toast, not later either', (_, happens) => {
  const one = toastRig();
  happens(one);
  one.clock.advance(hour);
  one.world.silenced = false;
  one.toasts.onWindowFocus();
  one.clock.advance(hour);
  expect(one.shown).toEqual([]);
});

test('a conversation on screen in a window that nobody looks at does make one', () => {
  const { clock, world, receive, counts } = toastRig();
  world.visible = direct;
  receive(direct);
  clock.advance(toastTimes.gather);
  expect(counts()).toEqual([1]);
});

test('a burst is one toast, and what follows one more with its number', () => {
  const { clock, world, receive, counts, shown } = toastRig();
  world.focused = true;
  receive(direct);
  receive(direct);
  clock.advance(toastTimes.gather);
  for (let n = 0; n < 3; n++) {
    clock.advance(2000);
    receive(direct);
  }
  clock.advance(hour);
  expect(counts()).toEqual([2, 3]);
  expect((shown[1]?.at ?? 0) - (shown[0]?.at ?? 0)).toBe(toastTimes.perRoom);
});

test('while nobody is at the window the toast stays alone; afterwards the rest is told once, if it is unread still', () => {
  const { clock, world, toasts, receive, counts } = toastRig();
  for (let n = 0; n < 20; n++) {
    receive(direct);
    clock.advance(toastTimes.perRoom);
  }
  expect(counts()).toEqual([1]);
  world.focused = true;
  toasts.onWindowFocus();
  clock.advance(toastTimes.perRoom - 1);
  expect(counts()).toEqual([1]);
  clock.advance(1);
  expect(counts()).toEqual([1, 19]);
});

test('who comes back and reads is not told again', () => {
  const { clock, world, toasts, receive, read, counts } = toastRig();
  for (let n = 0; n < 5; n++) {
    receive(direct);
    clock.advance(toastTimes.perRoom);
  }
  world.focused = true;
  toasts.onWindowFocus();
  read(direct);
  clock.advance(hour);
  expect(counts()).toEqual([1]);
});

test('a toast that is put away takes what came meanwhile with it', () => {
  const { clock, receive, counts, shown } = toastRig();
  receive(direct);
  clock.advance(toastTimes.gather);
  receive(direct);
  shown[0]?.close();
  clock.advance(hour);
  expect(counts()).toEqual([1]);
  receive(direct);
  clock.advance(toastTimes.gather);
  expect(counts()).toEqual([1, 1]);
});

test('two rooms take turns', () => {
  const { clock, receive, shown } = toastRig();
  receive(direct);
  receive(group, mention);
  clock.advance(hour);
  expect(shown.map(({ toast }) => toast.conversation.room)).toEqual([roomKey(direct), roomKey(group)]);
  expect((shown[1]?.at ?? 0) - (shown[0]?.at ?? 0)).toBe(toastTimes.apart);
});

test('signed out, or out of the room: nothing is left to tell, and no timer stays', () => {
  const { clock, toasts, receive, shown } = toastRig();
  receive(direct);
  receive(9);
  toasts.dispose();
  clock.advance(hour);
  expect([shown.length, clock.waiting]).toEqual([0, 0]);
});

test('what is deleted before its toast is told by none, and what is edited is told as it is now', () => {
  const { clock, toasts, world, shown, receive } = toastRig();
  receive(direct, { id: 'a', content: 'the secret' });
  toasts.onRow(roomKey(direct), { ...aRow(1, { id: 'a' }), kind: 'deleted' }, false);
  clock.advance(hour);
  expect(shown).toEqual([]);
  receive(direct, { id: 'b', content: 'one' });
  receive(direct, { id: 'c', content: 'the secret' });
  toasts.onRow(roomKey(direct), { ...aRow(2, { id: 'c' }), kind: 'deleted' }, true);
  toasts.onRow(roomKey(direct), aRow(2, { id: 'b', content: 'two' }), true);
  clock.advance(hour);
  expect(shown.map(({ toast }) => [toast.count, toast.row.content])).toEqual([[1, 'two']]);
  expect(world.unread.get(direct)).toBe(3);
});
