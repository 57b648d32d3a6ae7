import { describe, expect, test } from 'vitest';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { inLine, measureRoom, twoHalves, wholeRoom } from '../support/sim/room-frames.ts';
import { World } from '../support/world.ts';

describe('what a message costs', () => {
  test.each([5, 10, 20])('in a room of %i, all linked, two words for each of them at most', (size) => {
    const { haves, held, known } = measureRoom(size, wholeRoom);
    expect(haves).toBeLessThan(2 * size);
    expect(held).toBeLessThan(100);
    expect(known, 'its author still hears at once').toBeLessThan(300);
  });

  test('where half of a room knows the other half by three people, it is there in a second or two', () => {
    const { haves, held } = measureRoom(9, twoHalves);
    expect(haves).toBeLessThan(3 * 9);
    expect(held).toBeLessThan(2500);
  });

  test('in a line it comes to the end', () => {
    expect(measureRoom(5, inLine).held).toBeLessThan(2500);
  });
});

test('whoever gets it by somebody else waits for the first message, and not for the next ones', () => {
  const world = new World(1, { network: { loss: 0, latency: [1, 5] } });
  const { mates, room } = chatTeam(world, 3);
  const [ana, , caio] = mates as [ChatMate, ChatMate, ChatMate];
  world.cut([ana.host], [caio.host], 'drop');
  world.run(60_000);
  const took = (text: string): number => {
    const before = world.now();
    const { id } = ana.write(room, text);
    for (let i = 0; i < 500 && !caio.shown.has(id); i++) world.run(10);
    return world.now() - before;
  };
  expect(took('first')).toBeLessThan(2500);
  for (const text of ['second', 'third']) expect(took(text)).toBeLessThan(300);
  world.dispose();
});
