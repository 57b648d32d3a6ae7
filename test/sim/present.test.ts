import { beforeEach, describe, expect, test } from 'vitest';
import { decodeTyping, encodeFrame, encodeTyping, frameTypes } from '../../common/protocol/peer/index.ts';
import { roomId } from '../../common/log/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

let world: World;
let ana: ChatMate;
let bia: ChatMate;
let carla: ChatMate;
let room: RoomKey;
beforeEach(() => {
  world = new World(2, { crypto: 'simulated' });
  const team = chatTeam(world, 3);
  [ana, bia, carla] = team.mates as [ChatMate, ChatMate, ChatMate];
  room = team.room;
});

/** What somebody saw of who is writing, in its order. */
const seen = (mate: ChatMate): readonly string[] =>
  mate.events.flatMap((event) =>
    event.type === 'typing' ? [`${event.who.username} ${event.on ? 'writes' : 'stops'}`] : [],
  );
const type = (mate: ChatMate, where = room): void => mate.do('typing', { room: where });
const device = (mate: ChatMate): Parameters<ChatMate['composed']['peer']['send']>[0] => mate.me.certificate.device;

const presence = (of: ChatMate, by: ChatMate): unknown => {
  const { people } = by.composed.chat.overview;
  const member = by.sees(room).members.find(({ username }) => username === of.host.name);
  expect(people.find(({ username }) => username === of.host.name)?.presence).toBe(member?.presence);
  return member?.presence;
};

const caughtUp = (mate: ChatMate): boolean => mate.composed.chat.overview.caughtUp;

describe('typing', () => {
  test('is seen by the others at once, for six seconds', () => {
    type(ana);
    world.run(200);
    expect([seen(ana), seen(bia), seen(carla)]).toEqual([[], ['mate0 writes'], ['mate0 writes']]);
    world.run(5000);
    expect(seen(bia)).toHaveLength(1);
    world.run(1000);
    expect(seen(bia)).toEqual(['mate0 writes', 'mate0 stops']);
  });

  test('goes on while somebody goes on, and is sent every three seconds', () => {
    for (let i = 0; i < 100; i++) {
      type(ana);
      world.run(200);
    }
    expect(seen(bia)).toEqual(['mate0 writes']);
    world.run(7000);
    expect(seen(bia)).toEqual(['mate0 writes', 'mate0 stops']);
  });

  test('ends with the message', () => {
    type(ana);
    world.run(200);
    ana.write(room, 'there');
    world.run(200);
    expect(seen(bia)).toEqual(['mate0 writes', 'mate0 stops']);
  });

  test('begins again with the next key after a message', () => {
    type(ana);
    world.run(200);
    ana.write(room, 'there');
    world.run(200);
    type(ana);
    world.run(200);
    expect(seen(bia)).toEqual(['mate0 writes', 'mate0 stops', 'mate0 writes']);
  });

  test('is nobody else’s business, and leaves nothing behind', () => {
    const other = ana.do('createRoom', { name: 'other', capacity: 5 });
    bia.do('joinRoom', { room: 'other' });
    world.run(3000);
    type(ana, other);
    world.run(200);
    expect([seen(bia), seen(carla)]).toEqual([['mate0 writes'], []]);
    ana.do('deleteRoom', { room: other });
    world.run(10_000);
    type(ana, other);
    world.run(200);
    expect(seen(bia)).toEqual(['mate0 writes', 'mate0 stops']);
    world.dispose();
  });

  test('is not shown while one is invisible', () => {
    ana.be('invisible');
    type(ana);
    world.run(200);
    expect(seen(bia)).toEqual([]);
    ana.be('online');
    type(ana);
    world.run(200);
    expect(seen(bia)).toEqual(['mate0 writes']);
  });

  test('of a stranger to the conversation, or of nonsense, is not believed', () => {
    const other = ana.do('createRoom', { name: 'other', capacity: 5 });
    const say = (body: Uint8Array): void =>
      carla.composed.peer.send(device(ana), encodeFrame(frameTypes.TYPING, body), 'live');
    say(encodeTyping(roomId(other)));
    say(new Uint8Array(16));
    world.run(200);
    expect(seen(ana)).toEqual([]);
    expect(ana.composed.peer.links()).toHaveLength(2);
    expect(() => decodeTyping(new Uint8Array(15))).toThrow('TYPING');
    expect(() => decodeTyping(new Uint8Array(17))).toThrow('TYPING');
  });

  test('by the thousand is one event and one timer', () => {
    const frame = encodeFrame(frameTypes.TYPING, encodeTyping(roomId(room)));
    for (let i = 0; i < 50; i++) {
      for (let k = 0; k < 100; k++) carla.composed.peer.send(device(ana), frame, 'live');
      world.run(100);
    }
    expect(seen(ana)).toEqual(['mate2 writes']);
    ana.write(room, 'still here');
    world.run(10_000);
    expect(bia.history(room).at(-1)?.content).toBe('still here');
    expect(seen(ana)).toEqual(['mate2 writes', 'mate2 stops']);
    world.dispose();
  });
});

describe('presence', () => {
  test.each(['away', 'dnd', 'online'] as const)('%s is what the others and oneself see', (wish) => {
    bia.be('away');
    world.run(100);
    bia.be(wish);
    world.run(100);
    expect([presence(bia, ana), presence(bia, bia)]).toEqual([wish, wish]);
    expect(bia.composed.chat.overview.presence).toBe(wish);
    const told = ana.events.flatMap((event) =>
      event.type === 'peer' && event.who.username === 'mate1' ? [event.presence] : [],
    );
    expect(told.at(-1)).toBe(wish);
  });

  test('invisible does not shine through a link, and messages still come', () => {
    bia.be('invisible');
    world.run(100);
    expect([presence(bia, ana), presence(bia, bia)]).toEqual(['offline', 'offline']);
    expect(bia.composed.chat.overview.presence).toBe('invisible');
    ana.write(room, 'psst');
    world.run(500);
    expect(bia.history(room).at(-1)?.content).toBe('psst');
  });
});

describe('caught up', () => {
  test('is whoever came back once what was missed is there', () => {
    expect([ana, bia, carla].map(caughtUp)).toEqual([true, true, true]);
    bia.kill('kept', 'reset');
    for (let i = 0; i < 300; i++) ana.say(room, `line ${i} ${'x'.repeat(2000)}`);
    world.run(5000);
    bia.start();
    expect(caughtUp(bia)).toBe(false);
    for (let i = 0; i < 400 && !caughtUp(bia); i++) world.run(25);
    expect(caughtUp(bia)).toBe(true);
    expect(bia.sees(room).unread).toBe(300);
  });

  test('is somebody alone soon, and somebody who cannot reach the others later', () => {
    for (const mate of [bia, carla]) mate.kill('kept', 'reset');
    world.run(1000);
    ana.kill('kept', 'reset');
    ana.start();
    world.run(1500);
    expect(caughtUp(ana)).toBe(true);
    bia.start();
    world.cut([bia.host], [ana.host], 'drop');
    world.run(4000);
    expect(caughtUp(bia)).toBe(false);
    world.run(2000);
    expect(caughtUp(bia)).toBe(true);
  });
});
