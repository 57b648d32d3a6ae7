import { beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type RoomKey } from '../../common/model/index.ts';
import { type ChatMate, chatTeam } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

let world: World;
let ana: ChatMate;
let bia: ChatMate;
let carla: ChatMate;
let room: RoomKey;
beforeEach(() => {
  world = new World(1, { crypto: 'simulated' });
  const team = chatTeam(world, 3);
  [ana, bia, carla] = team.mates as [ChatMate, ChatMate, ChatMate];
  room = team.room;
});

describe('of two quick changes the second counts, though the first is not written when it is made', () => {
  test('edits and reactions', () => {
    const entry = asHex<EntryId>(bia.write(room, 'A').id);
    world.run(1000);
    const begun = [
      bia.begin('edit', { entry, content: 'B' }),
      bia.begin('edit', { entry, content: 'A' }),
      ana.begin('react', { entry, emoji: '👍', on: true }),
      ana.begin('react', { entry, emoji: '👍', on: false }),
      carla.begin('react', { entry, emoji: '🎉', on: false }),
      carla.begin('react', { entry, emoji: '🎉', on: true }),
    ];
    world.run(5000);
    expect(begun.map(({ outcome }) => outcome?.ok)).toEqual(begun.map(() => true));
    for (const mate of [ana, bia, carla])
      expect(mate.history(room)).toMatchObject([{ content: 'A', reactions: [{ emoji: '🎉', count: 1 }] }]);
    expect(bia.history(room)[0]?.edited).toBeDefined();
  });

  test('what a person wants of a conversation', () => {
    ana.begin('mute', { room, muted: true });
    ana.begin('mute', { room, muted: false });
    ana.begin('pin', { room, pinned: false });
    ana.begin('pin', { room, pinned: true });
    world.run(5000);
    expect(ana.sees(room)).toMatchObject({ muted: false, pinned: true });
    // and what is so already is not written again
    const before = ana.disk.entries.length;
    ana.begin('pin', { room, pinned: true });
    world.run(5000);
    expect(ana.disk.entries).toHaveLength(before);
  });
});
