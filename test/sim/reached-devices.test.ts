import { beforeEach, expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import { type ChatMate, chatTeam } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

const day = 24 * 3_600_000;
let world: World;
let mates: readonly ChatMate[];
let room: RoomKey;
beforeEach(() => {
  world = new World(1, { crypto: 'simulated' });
  const team = chatTeam(world, 3);
  ({ mates, room } = team);
});

/** Everybody’s program ends, nobody reaches the tracker any more, and after a while all start again. */
const restartWithoutTracker = (later: number): void => {
  const [{ tracker }] = mates as [ChatMate];
  for (const mate of mates) mate.kill('unsyncedLost', 'reset');
  world.cut(
    mates.map(({ host }) => host),
    [tracker.host],
    'drop',
  );
  world.run(later);
  for (const mate of mates) mate.start();
};
const links = (): readonly number[] => mates.map(({ composed }) => composed.peer.links().length);

test('people who all start anew while the tracker is away find each other', () => {
  world.run(5000);
  restartWithoutTracker(60_000);
  world.run(3000);
  expect(links()).toEqual([2, 2, 2]);
  const [ana, bia] = mates as [ChatMate, ChatMate];
  ana.write(room, 'without the tracker');
  world.run(1000);
  expect(bia.history(room)).toMatchObject([{ content: 'without the tracker' }]);
});

test('where somebody was a week ago is not dialled any more', () => {
  world.run(5000);
  restartWithoutTracker(7 * day + 60_000);
  world.run(60_000);
  expect(links()).toEqual([0, 0, 0]);
});

test('the tracker’s word goes before: whom it calls offline is not dialled where he was', () => {
  world.run(5000);
  const [ana, bia, carla] = mates as [ChatMate, ChatMate, ChatMate];
  for (const mate of mates) mate.kill('unsyncedLost', 'reset');
  world.run(60_000);
  ana.start();
  world.run(5000);
  expect(ana.signedIn).toBe(true);
  const before = world.count('dial');
  world.run(120_000);
  expect(world.count('dial')).toBe(before);
  expect([bia.alive, carla.alive]).toEqual([false, false]);
});
