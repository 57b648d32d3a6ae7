import { expect, test } from 'vitest';
import { asHex, type IdentityKey, type RoomKey } from '../../common/model/index.ts';
import { Mutes } from '../../src/vscode/quiet/mutes.ts';
import { me, roomKey } from '../support/chat-samples.ts';
import { memory } from '../support/memory.ts';

const other = asHex<IdentityKey>('dd'.repeat(32));

const setting = (store = memory()) => {
  let account: IdentityKey | undefined = me;
  const mutes = new Mutes(store, () => account);
  const told: RoomKey[] = [];
  mutes.onDidChange((room) => told.push(room));
  return { mutes, told, store, signIn: (next: IdentityKey | undefined) => (account = next) };
};

test('a room is muted until it is heard again, and each change is told once', () => {
  const { mutes, told } = setting();
  mutes.set(roomKey(1), false);
  expect(told).toEqual([]);
  mutes.set(roomKey(1), true);
  mutes.set(roomKey(1), true);
  expect([mutes.has(roomKey(1)), mutes.has(roomKey(2))]).toEqual([true, false]);
  mutes.set(roomKey(1), false);
  expect(mutes.has(roomKey(1))).toBe(false);
  expect(told).toEqual([roomKey(1), roomKey(1)]);
});

test('mutes outlive the window and belong to the account that set them', () => {
  const { mutes, store, signIn } = setting();
  mutes.set(roomKey(1), true);
  signIn(other);
  expect(mutes.has(roomKey(1))).toBe(false);
  mutes.set(roomKey(2), true);
  const after = setting(store).mutes;
  expect([after.has(roomKey(1)), after.has(roomKey(2))]).toEqual([true, false]);
});

test('nobody signed in: nothing is muted, nothing is kept', () => {
  const { mutes, told, signIn } = setting();
  signIn(undefined);
  mutes.set(roomKey(1), true);
  signIn(me);
  expect([mutes.has(roomKey(1)), told.length]).toEqual([false, 0]);
});

test('what another window has muted meanwhile stays muted', () => {
  const { mutes, store } = setting();
  mutes.set(roomKey(1), true);
  setting(store).mutes.set(roomKey(2), true);
  mutes.set(roomKey(3), true);
  expect([1, 2, 3].map((n) => mutes.has(roomKey(n)))).toEqual([true, true, true]);
});

test('beyond a thousand rooms the oldest is heard again', () => {
  const { mutes } = setting();
  for (let n = 0; n <= 1000; n++) mutes.set(roomKey(n), true);
  expect([mutes.has(roomKey(0)), mutes.has(roomKey(1)), mutes.has(roomKey(1000))]).toEqual([false, true, true]);
});

test('garbage in the store counts as nothing', () => {
  for (const garbage of [7, 'x', [1], { [me]: 'x' }, { [me]: [1, {}] }]) {
    const { mutes } = setting(memory(new Map([['mutes', garbage]])));
    expect(mutes.has(roomKey(1))).toBe(false);
    mutes.set(roomKey(1), true);
    expect(mutes.has(roomKey(1))).toBe(true);
  }
});
