import { beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type NewSince, type RoomKey, type Row } from '../../common/model/index.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate, chatTeam } from '../support/sim/chat-team.ts';
import { HostileScene } from '../support/sim/hostile-scene.ts';
import { World } from '../support/world.ts';
import { namesOf } from '../support/named.ts';

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

const idOf = ({ id }: Row): EntryId => asHex<EntryId>(id);
const restart = (mate: ChatMate): void => {
  mate.kill('unsyncedLost', 'reset');
  mate.start();
  world.run(3000);
};

const newSince = (mate: ChatMate): NewSince | undefined => mate.do('newSince', { room: room });

describe('mentions', () => {
  test('are whom the text calls among the members, never oneself', () => {
    ana.write(room, 'hi @mate1, @MATE2 and @mate0, not `@mate1` nor @mate3');
    world.run(1000);
    for (const mate of [ana, bia]) {
      expect(mate.history(room)[0]?.mentions?.map(({ username }) => username)).toEqual(['mate1', 'mate2']);
    }
    expect(ana.write(room, 'nobody').mentions).toBeUndefined();
  });

  test('are counted until they have been looked at, also after a restart', () => {
    for (const text of ['@mate1 one', 'two', '@mate1 three']) ana.write(room, text);
    bia.write(room, '@mate0 @mate1 of my own');
    world.run(1000);
    expect(bia.sees(room)).toMatchObject({ unread: 3, mentions: 2 });
    expect(ana.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
    restart(bia);
    expect(bia.sees(room)).toMatchObject({ unread: 3, mentions: 2 });
    bia.do('markRead', { room: room });
    expect(bia.sees(room)).toMatchObject({ unread: 0, mentions: 0 });
    ana.write(room, '@mate1 four');
    world.run(1000);
    expect(bia.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
    restart(bia);
    expect(bia.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
  });

  test('that a full disk dropped count once when they come again', () => {
    bia.disk.fill();
    ana.write(room, '@mate1');
    world.run(2000);
    bia.disk.free();
    world.run(30_000);
    expect(bia.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
  });
});

describe('a reply', () => {
  test('shows the first line of what it answers, live and in the history', () => {
    const first = ana.write(room, '\n```ts\nfirst line\nsecond line\n```');
    world.run(500);
    const reply = bia.write(room, 'yes', idOf(first));
    world.run(500);
    const quote = { id: first.id, author: first.author, content: 'first line' };
    expect(reply.quote).toEqual(quote);
    expect(ana.shown.get(reply.id)?.quote).toEqual(quote);
    expect(bia.history(room).at(-1)?.quote).toEqual(quote);
  });

  test('shows at most 200 UTF-16 units, no character of them cut', () => {
    const first = ana.write(room, '👋'.repeat(101));
    expect(ana.write(room, 'yes', idOf(first)).quote?.content).toBe('👋'.repeat(100));
  });

  test('to what was said long ago is looked up', () => {
    const first = ana.write(room, 'long ago');
    world.run(500);
    restart(bia);
    const reply = ana.write(room, 'yes', idOf(first));
    world.run(500);
    expect(bia.shown.get(reply.id)?.quote).toMatchObject({ content: 'long ago' });
    const told = bia.events.filter((event) => event.type === 'row' && event.row.id === reply.id);
    expect(told.map((event) => event.type === 'row' && event.again === true)).toEqual([false, true]);
  });

  test('to what is not held yet is told again when that comes', () => {
    const cut = world.cut([ana.host], [bia.host, carla.host], 'drop');
    const first = ana.write(room, 'nobody has it');
    const reply = bia.write(room, 'yes', idOf(first));
    world.run(1000);
    expect([reply.quote, carla.shown.get(reply.id)?.quote]).toEqual([{ id: first.id }, { id: first.id }]);
    cut.heal();
    world.run(60_000);
    for (const mate of [bia, carla]) {
      expect(mate.shown.get(reply.id)?.quote).toMatchObject({ author: first.author, content: 'nobody has it' });
    }
  });

  test('to another conversation, or to nothing, quotes nothing', () => {
    const other = ana.do('createRoom', { name: 'other', capacity: 5 });
    const secret = ana.write(other, 'a secret');
    const reply = ana.write(room, 'yes', idOf(secret));
    expect(reply.quote).toEqual({ id: secret.id });
    expect(ana.history(room).at(-1)?.quote).toEqual({ id: secret.id });
  });
});

test('what somebody holds of my messages is known on my other device too', () => {
  const team = new HostileScene();
  const text = team.ana.write(team.room, 'from the first device');
  team.world.run(2000);
  const second = new ChatMate(team.world, team.tracker, 'Ana II', testPerson(61, 'Ana').device(2));
  second.start();
  team.world.run(20_000);
  const row = second.history(team.room).find(({ id }) => id === text.id);
  expect(namesOf(row?.delivery?.users)).toEqual(['Bia', 'Caio']);
  team.dispose();
});

describe('new since', () => {
  test('is the first line of others that has not been looked at', () => {
    expect(newSince(bia)).toBeUndefined();
    ana.write(room, 'seen');
    world.run(500);
    bia.do('markRead', { room: room });
    world.run(100);
    expect(newSince(bia)).toBeUndefined();
    bia.write(room, 'my own');
    const first = ana.write(room, 'first');
    ana.write(room, 'second');
    world.run(500);
    expect(newSince(bia)).toEqual({ order: first.order, at: first.at });
    restart(bia);
    expect(newSince(bia)).toEqual({ order: first.order, at: first.at });
  });
});
