import { afterEach, expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import { defaultConfig } from '../../src/peer/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { PingWatch } from '../support/sim/ping-watch.ts';
import { World } from '../support/world.ts';

let world: World;
afterEach(() => world.dispose());

const queue = { lag: 48 * 1024, maxLag: 96 * 1024, readyBelow: 16 * 1024, pipeUnsent: 4 * 1024 };
const network = { loss: 0, latency: [20, 20], chop: [2_000, 2_000], queueBytes: 8_000 } as const;
const held = (mate: ChatMate): number => mate.disk.entries.filter(({ kind }) => kind === 'content').length;
const ends = (mate: ChatMate): number => mate.events.filter((event) => event.type === 'link' && !event.up).length;

/** Bia comes back to what Ana has written meanwhile, over a link of so many bytes a second. */
const comeBack = (
  bytesPerSecond: number,
  count: number,
): { ana: ChatMate; bia: ChatMate; room: RoomKey; pings: PingWatch } => {
  world = new World(1, { network });
  const { mates, room } = chatTeam(world, 2, { config: queue });
  const [ana, bia] = mates as [ChatMate, ChatMate];
  bia.kill('kept', 'reset');
  for (let i = 0; i < count; i++) ana.say(room, `before ${i} ${'.'.repeat(100)}`);
  world.run(20_000);
  bia.events.length = 0;
  const pings = new PingWatch(world, [ana, bia]);
  world.network.shape([ana.host], [bia.host], { bytesPerSecond });
  bia.start();
  world.run(20_000);
  ana.events.length = 0;
  bia.events.length = 0;
  return { ana, bia, room, pings };
};
const runUntilHeld = (mate: ChatMate, count: number, minutes: number): void => {
  for (let minute = 0; minute < minutes && held(mate) < count; minute++) world.run(60_000);
};

test('a reader of a few KB/s gets thousands of entries over one link, while more are written than it can take', () => {
  const { ana, bia, room, pings } = comeBack(6_000, 2_000);
  for (let second = 0; second < 120; second++) {
    for (let i = 0; i < 25; i++) ana.say(room, `now ${second} ${i} ${'.'.repeat(200)}`);
    world.run(1_000);
    // what goes the other way gets past it all
    if (second % 20 === 0) bia.say(room, `and I say ${second}`);
    // beside what the pipe and the network hold
    expect(pings.waiting).toBeLessThan(defaultConfig.deadAfter - 3_000);
  }
  expect(held(bia)).toBeLessThan(5_000);
  runUntilHeld(bia, 5_006, 30);
  expect([ends(ana), ends(bia)]).toEqual([0, 0]);
  expect(held(bia)).toBe(5_006);
  expect(bia.history(room).map(({ id }) => id)).toEqual(ana.history(room).map(({ id }) => id));
  expect(pings.waits.length).toBeGreaterThan(10);
  expect(Math.max(...pings.waits)).toBeLessThan(defaultConfig.deadAfter - 3_000);
});

test('a link on which a page takes longer than a frame may, and an answer longer than a question waits, is kept', () => {
  const { ana, bia, room } = comeBack(450, 300);
  runUntilHeld(bia, 300, 60);
  expect([ends(ana), ends(bia)]).toEqual([0, 0]);
  expect(held(bia)).toBe(300);
  expect(bia.history(room).map(({ id }) => id)).toEqual(ana.history(room).map(({ id }) => id));
});
