import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeSelf, encodeBody, logId, roomId, selfKey } from '../../common/log/index.ts';
import type { Entry, IdentityKey, LogId, RoomKey } from '../../common/model/index.ts';
import { decodeHave, frameTypes } from '../../common/protocol/peer/index.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { claim, entriesHeard, holding, HostileScene, push } from '../support/sim/hostile-scene.ts';

let scene: HostileScene;
let ana: ChatMate;
let bia: ChatMate;
/** The same person as Ana. */
let second: ChatMate;
let room: RoomKey;
beforeEach(() => {
  scene = new HostileScene();
  ({ ana, bia, room } = scene);
  second = new ChatMate(scene.world, scene.tracker, 'Ana II', testPerson(61, 'Ana').device(2));
  second.start();
  scene.world.run(20_000);
});
afterEach(() => scene.dispose());

const run = (ms: number): void => scene.world.run(ms);
const unreadOf = (mate: ChatMate): number =>
  mate.composed.chat.overview.conversations.reduce((sum, { unread }) => sum + unread, 0);
const read = (mate: ChatMate): void => mate.do('markRead', { room: room });
const mute = (mate: ChatMate, muted: boolean): void => mate.do('mute', { room: room, muted: muted });
const restart = (mate: ChatMate): void => {
  mate.kill('unsyncedLost', 'reset');
  mate.start();
  run(5000);
};
const selfRoom = (): RoomKey => selfKey(ana.me.crypto, ana.me.certificate.identity);
const selfEntries = (mate: ChatMate): Entry[] =>
  mate.disk.entries.filter((stored) => stored.room === selfRoom()).map(({ entry }) => entry);
const said = (mate: ChatMate) => selfEntries(mate).flatMap(({ body }) => (body && decodeSelf(body)) ?? []);

describe('what one device has read', () => {
  beforeEach(() => {
    bia.write(room, 'one');
    bia.write(room, '@Ana two');
    run(2000);
  });

  test('the other has read too, at once, and after a restart', () => {
    expect([ana, second].map((mate) => mate.sees(room))).toMatchObject([
      { unread: 2, mentions: 1 },
      { unread: 2, mentions: 1 },
    ]);
    read(ana);
    run(500);
    expect(second.sees(room)).toMatchObject({ unread: 0, mentions: 0 });
    restart(second);
    expect(second.sees(room)).toMatchObject({ unread: 0, mentions: 0 });
    bia.write(room, '@Ana three');
    run(2000);
    expect([ana, second].map((mate) => mate.sees(room).mentions)).toEqual([1, 1]);
  });

  test('the other learns when it comes back', () => {
    second.kill('unsyncedLost', 'silence');
    read(ana);
    run(5000);
    second.start();
    run(20_000);
    expect(second.sees(room).unread).toBe(0);
  });

  test('is known to the other before the messages themselves', () => {
    second.kill('unsyncedLost', 'silence');
    bia.write(room, 'three');
    run(2000);
    read(ana);
    run(5000);
    bia.kill('unsyncedLost', 'silence');
    scene.caio.kill('unsyncedLost', 'silence');
    second.start();
    run(30_000);
    expect(second.history(room).map(({ content }) => content)).toContain('three');
    expect(second.sees(room).unread).toBe(0);
  });

  test('is told at most once in three seconds, and the last is never lost', () => {
    for (let i = 0; i < 20; i++) {
      bia.write(room, `more ${i}`);
      run(200);
      read(ana);
    }
    // twenty messages in at least four seconds
    expect(said(ana).length).toBeLessThanOrEqual(4);
    run(5000);
    expect(second.sees(room).unread).toBe(0);
    const told = said(ana).length;
    read(ana);
    run(10_000);
    expect(said(ana)).toHaveLength(told);
  });

  test('and not told before it died is told after a restart', () => {
    read(ana);
    run(500);
    bia.write(room, 'three');
    run(500);
    read(ana);
    run(100);
    expect(second.sees(room).unread).toBe(1);
    restart(ana);
    expect([ana, second].map((mate) => mate.sees(room).unread)).toEqual([0, 0]);
  });

  test('a disk that is full keeps nothing from being read, and it is told later', () => {
    ana.disk.fill();
    read(ana);
    run(2000);
    expect([ana, second].map((mate) => mate.sees(room).unread)).toEqual([0, 2]);
    ana.disk.free();
    run(60_000);
    expect(second.sees(room).unread).toBe(0);
    restart(ana);
    expect(ana.sees(room).unread).toBe(0);
  });

  test('catching up alone reads nothing', () => {
    const third = new ChatMate(scene.world, scene.tracker, 'Ana III', testPerson(61, 'Ana').device(3));
    third.start();
    run(30_000);
    expect(third.history(room)).toHaveLength(2);
    expect([ana, second, third].map((mate) => mate.sees(room).unread)).toEqual([2, 2, 2]);
  });

  test('everything at once is one commit, an entry for each conversation', () => {
    bia.do('openDirect', { user: 'Ana' });
    const direct = bia.composed.chat.overview.conversations.find(({ kind }) => kind === 'direct');
    if (direct === undefined) throw new Error('a direct conversation expected');
    bia.write(direct.room, 'just you');
    run(2000);
    expect(unreadOf(ana)).toBe(3);
    ana.do('markAllRead', {});
    run(1000);
    expect([ana, second].map(unreadOf)).toEqual([0, 0]);
    expect(said(ana)).toHaveLength(2);
  });
});

describe('mutes', () => {
  test('hold on all devices, and after a restart', () => {
    mute(ana, true);
    run(1000);
    expect([ana, second].map((mate) => mate.sees(room).muted)).toEqual([true, true]);
    restart(second);
    mute(second, false);
    run(1000);
    expect([ana, second].map((mate) => mate.sees(room).muted)).toEqual([false, false]);
    expect(bia.sees(room).muted).toBe(false);
  });

  test('said twice cost one entry; of a room that is not there they are refused', () => {
    mute(ana, true);
    mute(ana, true);
    expect(said(ana)).toHaveLength(1);
    expect(() => ana.do('mute', { room: selfRoom(), muted: true })).toThrow('no such conversation');
  });

  test('set on both while apart end the same everywhere', () => {
    const cut = scene.world.cut([ana.host], [second.host], 'drop');
    mute(ana, true);
    run(1000);
    mute(second, true);
    mute(second, false);
    cut.heal();
    run(60_000);
    expect([ana, second].map((mate) => mate.sees(room).muted)).toEqual([false, false]);
    restart(ana);
    expect(ana.sees(room).muted).toBe(false);
  });

  test('on a full disk are refused', () => {
    ana.disk.fill();
    expect(() => mute(ana, true)).toThrow('no space left');
    expect(ana.sees(room).muted).toBe(false);
  });
});

describe('the self room', () => {
  beforeEach(() => {
    mute(ana, true);
    run(1000);
  });

  test('is nobody else’s: no HAVE, no entry, no answer, and no trace in what is shown', () => {
    const link = scene.connect(ana);
    const log = logId(scene.device.crypto, selfRoom(), 'content', ana.me.certificate.identity);
    claim(link, roomId(selfRoom()), [holding(scene.device.certificate.device, 3)]);
    run(5000);
    mute(ana, false);
    run(5000);
    const rooms = link.frames.flatMap(({ type, body }) => (type === frameTypes.HAVE ? [decodeHave(body).room] : []));
    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms).not.toContain(roomId(selfRoom()));
    expect(entriesHeard(scene, link).flatMap(({ entries }) => entries.filter((entry) => entry.log === log))).toEqual(
      [],
    );
    expect(bia.disk.entries.some(({ entry }) => entry.log === log)).toBe(false);
    expect(ana.composed.chat.overview.conversations.map((one) => one.room)).toEqual([room]);
    expect(() => ana.history(selfRoom())).toThrow('no such conversation');
    expect(() => ana.write(selfRoom(), 'hello')).toThrow('no such conversation');
  });

  test('takes nothing from others, and nothing that cannot be read does harm', () => {
    const link = scene.connect(ana);
    const logOf = (identity: IdentityKey): LogId => logId(scene.device.crypto, selfRoom(), 'content', identity);
    for (const { identity } of [scene.mallory, ana.me.certificate])
      push(link, scene.write([encodeBody({ kind: 'MUTE', room, muted: false })], { log: logOf(identity) }));
    run(1000);
    expect(ana.sees(room).muted).toBe(true);
    expect(selfEntries(ana)).toHaveLength(1);
    const own = testPerson(61, 'Ana').device(4);
    const bodies = [
      encodeBody({ kind: 'MESSAGE', content: 'hello me' }),
      encodeBody({ kind: 'READ', room, seen: { [bia.me.certificate.author]: 99 } }),
    ];
    const third = new ChatMate(scene.world, scene.tracker, 'Ana IV', own);
    third.start();
    run(20_000);
    push(link, scene.write(bodies, { as: own, log: logOf(own.certificate.identity) }));
    run(5000);
    // it is signed by a device of Ana, whoever brings it; what was not written yet is read before it comes
    expect(selfEntries(ana)).toHaveLength(3);
    bia.write(room, 'not yet written when it was read');
    run(2000);
    expect(ana.sees(room).unread).toBe(0);
  });
});
