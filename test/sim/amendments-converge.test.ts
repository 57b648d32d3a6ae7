import { expect, test } from 'vitest';
import { Later } from '../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../common/model/index.ts';
import { chatTeam, forEverybody, type ChatMate } from '../support/sim/chat-team.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { World } from '../support/world.ts';

const emoji = ['👍', '🎉', '❤️'];

/** One person says, edits, deletes or reacts to something he has seen; refusals are part of life. */
const act = (world: World, mate: ChatMate, room: RoomKey, told: Map<string, string>): void => {
  const { random } = world;
  const { handlers } = mate.composed.chat;
  const known = [...told.keys()];
  const target = asHex<EntryId>(known[random.nextInt(Math.max(1, known.length))] ?? '00'.repeat(32));
  const learn = (row: Row): void => void told.set(row.id, row.content ?? '');
  const say = (): unknown => {
    switch (random.nextInt(6)) {
      case 0:
      case 1:
        return Later.try(() => handlers.send({ room, content: `secret ${random.nextInt(1e6)}` })).map(learn);
      case 2:
        return handlers.edit({ entry: target, content: `secret edit ${random.nextInt(1e6)}` });
      case 3:
        return random.chance(50) ? handlers.deleteMessage({ entry: target }) : undefined;
      default:
        return handlers.react({ entry: target, emoji: emoji[random.nextInt(3)] ?? '', on: random.chance(70) });
    }
  };
  Later.try(say);
};

/** A wrong clock is not held against anybody here: times are told as each received them. */
const seen = (mate: ChatMate, room: RoomKey): Row[] =>
  mate.history(room).map((row) => ({ ...forEverybody(row), at: 0, ...(row.edited !== undefined && { edited: 1 }) }));

const simulate = (seed: number, size: number, reached: Set<string>): void => {
  const world = new World(seed, { crypto: 'simulated', reached });
  const { mates, room } = chatTeam(world, size);
  const { random } = world;
  const told = new Map<string, string>();
  const killed = new Set<ChatMate>();
  for (let round = 0; round < 4; round++) {
    const victim = mates[random.nextInt(mates.length)] as ChatMate;
    const others = mates.filter((mate) => mate !== victim).map(({ host }) => host);
    const isKilled = random.chance(40);
    const cut = isKilled ? undefined : world.cut([victim.host], others, random.chance(50) ? 'dark' : 'reset');
    if (isKilled) {
      killed.add(victim);
      victim.kill('unsyncedLost', 'reset');
    }
    for (let i = 0; i < 12; i++) {
      const mate = mates[random.nextInt(mates.length)] as ChatMate;
      if (mate.alive) act(world, mate, room, told);
      world.run(random.nextInt(3000));
    }
    cut?.heal();
    if (isKilled) victim.start();
    world.run(random.nextInt(20_000));
  }
  world.settle(120_000);
  const [first = [], ...rest] = mates.map((mate) => seen(mate, room));
  for (const other of rest) expect(other).toEqual(first);
  for (const row of first) {
    if (row.kind === 'deleted') {
      world.sometimes('deleted');
      const text = told.get(row.id) ?? '';
      for (const { disk } of mates) {
        const bodies = disk.entries.map(({ entry }) => new TextDecoder().decode(entry.body));
        expect(bodies.some((body) => text !== '' && body.includes(`"${text}"`))).toBe(false);
      }
    }
    if (row.edited !== undefined) world.sometimes('edited');
    if ((row.reactions ?? []).length > 0) world.sometimes('reacted');
  }
  // what is told to somebody who was there all the time ends as what is read afterwards
  for (const mate of mates.filter((one) => !killed.has(one))) {
    world.sometimes('told');
    for (const row of mate.history(room)) {
      const shown = mate.shown.get(row.id);
      if (shown !== undefined && !row.own) expect({ ...shown, late: undefined }).toEqual({ ...row, late: undefined });
    }
  }
  world.dispose();
};

test.each([
  [2, 25],
  [4, 12],
])('%i people end with the same rows, whatever comes first', (size, seeds) => {
  const reached = new Set<string>();
  forSeeds(seeds, (seed) => simulate(seed, size, reached));
  if (process.env['SIM_SEED'] === undefined)
    expect([...reached].toSorted()).toEqual(['deleted', 'edited', 'reacted', 'told']);
});
