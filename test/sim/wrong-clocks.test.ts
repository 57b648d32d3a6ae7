import { afterEach, describe, expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { World } from '../support/world.ts';

const second = 1000;
const hour = 3_600_000;
/** A clock in the wrong time zone on the wrong day. */
const worst = 26 * hour;

let world: World | undefined;
afterEach(() => world?.dispose());

const contents = (mate: ChatMate, room: RoomKey): string[] =>
  mate.history(room).flatMap(({ content }) => (content === undefined ? [] : [content]));

describe('question and answer stay in their order, whoever has a wrong clock', () => {
  test.each([-worst, -hour, -125 * second, 125 * second, hour, worst])('by %i ms', (offset) => {
    world = new World(3, { network: { loss: 0, latency: [10, 10] } });
    const { mates, room } = chatTeam(world, 2);
    const [ana, bia] = mates as [ChatMate, ChatMate];
    world.setWall(bia.host, offset);
    for (const [mate, text] of [
      [ana, 'A1'],
      [bia, 'B1'],
      [ana, 'A2'],
      [bia, 'B2'],
    ] as const) {
      mate.write(room, text);
      world.run(5 * second);
    }
    for (const mate of mates) {
      expect(contents(mate, room)).toEqual(['A1', 'B1', 'A2', 'B2']);
      expect(mate.sees(room).aside).toBeUndefined();
      expect(mate.history(room).some(({ viaCatchUp = false }) => viaCatchUp)).toBe(false);
    }
  });
});

test('no answer ever stands above what its author had on screen: random clocks and partitions', () => {
  forSeeds(12, (seed) => {
    const one = new World(seed, { network: { loss: 0, latency: [5, 200] } });
    world = one;
    const { mates, room } = chatTeam(one, 4);
    for (const { host } of mates) one.setWall(host, one.random.nextInt(2 * worst) - worst);
    /** What each message's author had on screen. */
    const seen = new Map<string, readonly string[]>();
    for (let round = 0; round < 30; round++) {
      const author = mates[one.random.nextInt(mates.length)] as ChatMate;
      const text = `message ${round}`;
      seen.set(text, contents(author, room));
      author.write(room, text);
      one.run(one.random.nextInt(20 * second));
      if (round % 10 !== 5) continue;
      const away = mates.filter(() => one.random.nextInt(2) === 0).map(({ host }) => host);
      const rest = mates.map(({ host }) => host).filter((host) => !away.includes(host));
      const cut = one.cut(away, rest, 'drop');
      for (const mate of mates) {
        const apart = `apart ${round} ${mates.indexOf(mate)}`;
        seen.set(apart, contents(mate, room));
        mate.write(room, apart);
        one.run(one.random.nextInt(10 * second));
      }
      cut.heal();
      one.run(60 * second);
    }
    one.run(300 * second);
    const [order, ...others] = mates.map((mate) => contents(mate, room));
    for (const other of others) expect(other).toEqual(order);
    for (const [text, before] of seen) {
      const place = order?.indexOf(text) ?? -1;
      for (const earlier of before) expect(order?.indexOf(earlier), `${earlier} before ${text}`).toBeLessThan(place);
    }
    one.dispose();
  });
});
