import { beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type RoomKey, type Row } from '../../common/model/index.ts';
import { ChatMate, chatTeam, forEverybody } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

let world: World;
/** Owns the room. */
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
const stop = (mate: ChatMate): void => mate.kill('unsyncedLost', 'reset');
const restart = (mate: ChatMate): void => {
  stop(mate);
  mate.start();
  world.run(3000);
};
const seen = (mate: ChatMate): object[] => mate.history(room).map(forEverybody);
const expectSame = (): void => {
  world.run(5000);
  for (const mate of [bia, carla]) expect(seen(mate)).toEqual(seen(ana));
};
const amendments = (mate: ChatMate): string[] =>
  mate.events.flatMap((event) =>
    event.type === 'row' ? (event.amendments ?? []).map(({ kind, by }) => `${kind} by ${by.username}`) : [],
  );
const holds = (mate: ChatMate, text: string): boolean =>
  mate.disk.entries.some(({ entry }) => new TextDecoder().decode(entry.body).includes(text));

test('a conversation is as new as its newest message, whatever is said about that', () => {
  const sent = bia.write(room, 'helo');
  world.run(1000);
  const shown = (): number[] => [ana, bia].map((mate) => mate.sees(room).lastAt);
  expect(shown()).toEqual([sent.at, sent.at]);
  bia.edit(idOf(sent), 'hello');
  ana.react(idOf(sent), '👍', true);
  world.run(1000);
  expect(shown()).toEqual([sent.at, sent.at]);
  const { at } = ana.write(room, 'next');
  world.run(1000);
  expect(shown()).toEqual([at, at]);
});

describe('edits', () => {
  test('are seen by everybody, with their time, and the last one counts', () => {
    const sent = bia.write(room, 'helo');
    world.run(1000);
    const row = bia.edit(idOf(sent), 'hello');
    expect(row).toMatchObject({ id: sent.id, order: sent.order, content: 'hello', at: sent.at });
    expect(row.edited).toBeGreaterThan(sent.at);
    bia.edit(idOf(sent), 'hello!');
    expectSame();
    expect(ana.history(room)).toMatchObject([{ content: 'hello!' }]);
    expect(amendments(ana)).toEqual(['EDIT by mate1', 'EDIT by mate1']);
    restart(ana);
    expectSame();
  });

  test('are for the author alone', () => {
    const sent = bia.write(room, 'mine');
    world.run(1000);
    for (const mate of [ana, carla]) expect(() => mate.edit(idOf(sent), 'no')).toThrow('only its author');
    expect(() => bia.edit(asHex('00'.repeat(32)), 'x')).toThrow('no such message');
    expect(() => bia.edit(idOf(sent), '  ')).toThrow('empty');
    expect(() => bia.edit(idOf(sent), 'x'.repeat(20_000))).toThrow('too long');
    const before = bia.disk.entries.length;
    expect(bia.edit(idOf(sent), 'mine')).not.toHaveProperty('edited');
    expect(bia.disk.entries).toHaveLength(before);
  });

  test('are not edited themselves, nor what is no message', () => {
    const sent = bia.write(room, 'one');
    bia.edit(idOf(sent), 'two');
    const edit = bia.disk.entries.find(({ about }) => about?.kind === 'EDIT')?.entry.id ?? asHex('');
    expect(() => bia.edit(edit, 'three')).toThrow('no such message');
    const genesis = ana.disk.entries.find(({ kind }) => kind === 'control');
    expect(() => ana.remove(genesis?.entry.id ?? asHex(''))).toThrow('no such message');
    expect(() => bia.remove(edit)).toThrow('no such message');
  });

  test('change whom a message calls, and raise nothing unread', () => {
    const sent = bia.write(room, 'hello');
    world.run(1000);
    expect(ana.sees(room)).toMatchObject({ unread: 1, mentions: 0 });
    bia.edit(idOf(sent), 'hello @mate0');
    world.run(1000);
    expect(ana.sees(room)).toMatchObject({ mentions: 1 });
    expect(ana.history(room)[0]?.mentions).toMatchObject([{ username: 'mate0' }]);
    restart(ana);
    expect(ana.sees(room)).toMatchObject({ mentions: 1 });
    bia.edit(idOf(sent), 'hello all');
    world.run(1000);
    expect(ana.sees(room)).toMatchObject({ mentions: 0 });
  });

  test('and deletions reach the replies', () => {
    const sent = bia.write(room, 'question');
    world.run(1000);
    const reply = ana.write(room, 'answer', idOf(sent));
    bia.edit(idOf(sent), 'better question');
    world.run(1000);
    const quoted = (mate: ChatMate): unknown => mate.history(room).find(({ id }) => id === reply.id)?.quote;
    for (const mate of [ana, carla]) expect(quoted(mate)).toMatchObject({ content: 'better question' });
    bia.remove(idOf(sent));
    world.run(1000);
    for (const mate of [ana, carla]) expect(quoted(mate)).toEqual({ id: sent.id, author: sent.author, deleted: true });
    restart(carla);
    expect(quoted(carla)).toMatchObject({ deleted: true });
  });
});

describe('deletions', () => {
  test('take the text and its edits from every disk, and leave who and when', () => {
    const sent = bia.write(room, 'secret one');
    world.run(1000);
    bia.edit(idOf(sent), 'secret two');
    world.run(1000);
    expect(holds(carla, 'secret')).toBe(true);
    expect(bia.remove(idOf(sent))).toMatchObject({ kind: 'deleted', deleted: { username: 'mate1' } });
    expectSame();
    for (const mate of [ana, bia, carla]) expect(holds(mate, 'secret')).toBe(false);
    const [row] = ana.history(room);
    expect(row).toMatchObject({ kind: 'deleted', at: sent.at, author: sent.author });
    expect(row).not.toHaveProperty('content');
    expect(amendments(carla)).toEqual(['EDIT by mate1', 'DELETE by mate1']);
    restart(ana);
    expectSame();
    expect(ana.remove(idOf(sent))).toMatchObject({ kind: 'deleted' });
  });

  test('are for the author and for the owner of the room', () => {
    const sent = bia.write(room, 'rude');
    world.run(1000);
    expect(() => carla.remove(idOf(sent))).toThrow('only its author or the owner');
    ana.remove(idOf(sent));
    expectSame();
    expect(bia.history(room)).toMatchObject([{ kind: 'deleted', deleted: { username: 'mate0' } }]);
    expect(holds(bia, 'rude')).toBe(false);
    expect(() => bia.edit(idOf(sent), 'again')).toThrow('or it was deleted');
    expect(() => carla.react(idOf(sent), '👍')).toThrow('or it was deleted');
  });

  test('reach whoever joins or comes back later, who takes the log without the text', () => {
    stop(carla);
    const texts = ['one', 'secret', 'three'].map((text) => bia.write(room, text));
    const [, secret] = texts.map(idOf) as [EntryId, EntryId];
    bia.edit(secret, 'secret again');
    world.run(1000);
    ana.remove(secret);
    world.run(1000);
    carla.start();
    world.run(20_000);
    expectSame();
    expect(holds(carla, 'secret')).toBe(false);
    expect(carla.history(room).map(({ kind }) => kind)).toEqual(['message', 'deleted', 'message']);
    const told = carla.events.filter((event) => event.type === 'row' && event.row.content?.includes('secret'));
    expect(told).toEqual([]);
    // and she can pass it on
    const late = new ChatMate(world, carla.tracker, 'late');
    late.start();
    world.run(1000);
    late.do('joinRoom', { room: 'general' });
    stop(ana);
    stop(bia);
    world.run(20_000);
    expect(late.history(room).map(({ kind }) => kind)).toEqual(['message', 'deleted', 'message']);
  });

  test('of an edit that was not known then: its author lets it go', () => {
    const sent = bia.write(room, 'draft');
    world.run(1000);
    const cut = world.cut([bia.host], [ana.host, carla.host], 'dark');
    bia.edit(idOf(sent), 'leak');
    ana.remove(idOf(sent));
    world.run(60_000);
    cut.heal();
    world.run(60_000);
    expectSame();
    for (const mate of [ana, bia, carla]) {
      expect(holds(mate, 'leak')).toBe(false);
      expect(mate.history(room)).toMatchObject([{ kind: 'deleted' }]);
    }
  });

  test('of an unread message that called me make it unread no more', () => {
    const sent = bia.write(room, 'hi @mate0');
    world.run(1000);
    expect(ana.sees(room)).toMatchObject({ mentions: 1 });
    bia.remove(idOf(sent));
    world.run(1000);
    expect(ana.sees(room)).toMatchObject({ mentions: 0 });
  });
});

describe('reactions', () => {
  test('are counted by person, kept in the order of their first use, and can be taken away', () => {
    const sent = bia.write(room, 'done');
    world.run(1000);
    ana.react(idOf(sent), '🎉');
    world.run(1000);
    carla.react(idOf(sent), '👍');
    world.run(1000);
    expect(carla.react(idOf(sent), '🎉').reactions).toEqual([
      { emoji: '🎉', count: 2, users: ['mate0', 'mate2'], mine: true },
      { emoji: '👍', count: 1, users: ['mate2'], mine: true },
    ]);
    expectSame();
    carla.react(idOf(sent), '👍', false);
    expectSame();
    expect(bia.history(room)[0]?.reactions).toEqual([
      { emoji: '🎉', count: 2, users: ['mate0', 'mate2'], mine: false },
    ]);
    expect(amendments(bia)).toHaveLength(4);
  });

  test('said twice are one, and only emoji are', () => {
    const sent = bia.write(room, 'done');
    const before = bia.disk.entries.length;
    bia.react(idOf(sent), '👍');
    bia.react(idOf(sent), '👍');
    expect(bia.disk.entries).toHaveLength(before + 1);
    for (const text of ['', 'lol', '👍👍', '<b>']) expect(() => bia.react(idOf(sent), text)).toThrow('not an emoji');
    bia.react(idOf(sent), '🎉', false);
    expect(bia.disk.entries).toHaveLength(before + 1);
  });

  test('of one person are limited', () => {
    const sent = bia.write(room, 'done');
    for (let i = 0; i < 20; i++) bia.react(idOf(sent), String.fromCodePoint(0x1f600 + i));
    expect(() => bia.react(idOf(sent), '👍')).toThrow('20 reactions');
    bia.react(idOf(sent), String.fromCodePoint(0x1f600), false);
    expect(bia.react(idOf(sent), '👍').reactions).toHaveLength(20);
  });
});

test('in a room that I have left nothing can be said about a message', () => {
  const sent = bia.write(room, 'done');
  bia.do('leaveRoom', { room: room });
  expect(() => bia.edit(idOf(sent), 'x')).toThrow('left');
  expect(() => bia.react(idOf(sent), '👍')).toThrow('left');
});
