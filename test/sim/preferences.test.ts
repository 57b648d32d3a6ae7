import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeSelf, selfKey } from '../../common/log/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { undoTime } from '../../common/protocol/chat/index.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { HostileScene } from '../support/sim/hostile-scene.ts';

const minute = 60_000;
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
  run(20_000);
});
afterEach(() => scene.dispose());

const run = (ms: number): void => scene.world.run(ms);
const restart = (mate: ChatMate): void => {
  mate.kill('unsyncedLost', 'reset');
  mate.start();
  run(5000);
};
const both = (name: 'muted' | 'pinned' | 'hidden' | 'unread' | 'readOnly'): readonly unknown[] =>
  [ana, second].map((mate) => mate.sees(room)[name]);
const said = (mate: ChatMate): readonly unknown[] => {
  const self = selfKey(ana.me.crypto, ana.me.certificate.identity);
  const own = mate.disk.entries.filter((stored) => stored.room === self);
  return own.flatMap(({ entry: { body } }) => (body && decodeSelf(body)) ?? []);
};
const membersOf = (mate: ChatMate): number => mate.sees(room).members.length;
/** Of Ana's computer, milliseconds since 1970. */
const wall = (): number => ana.host.clock.wall(scene.world.now());

describe('a mute for some time', () => {
  test('ends by itself on every device, and is told to whoever looks', () => {
    const until = wall() + 60 * minute;
    ana.do('mute', { room, muted: true, until });
    run(1000);
    expect(both('muted')).toEqual([true, true]);
    expect(ana.sees(room).mutedUntil).toBe(until);
    run(59 * minute);
    expect(both('muted')).toEqual([true, true]);
    run(2 * minute);
    expect(both('muted')).toEqual([false, false]);
    expect(ana.sees(room).mutedUntil).toBeUndefined();
    // the slices have heard of it: nobody has to ask
    expect(ana.editor.state.conversations.find((one) => one.room === room)?.muted).toBe(false);
    expect(said(ana)).toHaveLength(1);
  });

  test('ends also when the program was not running, and goes on over a restart before', () => {
    ana.do('mute', { room, muted: true, until: wall() + 60 * minute });
    run(10 * minute);
    restart(ana);
    expect(ana.sees(room).muted).toBe(true);
    ana.kill('unsyncedLost', 'reset');
    run(60 * minute);
    ana.start();
    run(5000);
    expect(ana.sees(room).muted).toBe(false);
  });

  test('is made longer, shorter or taken back; the last counts', () => {
    ana.do('mute', { room, muted: true, until: wall() + 5 * minute });
    ana.do('mute', { room, muted: true });
    run(10 * minute);
    expect(both('muted')).toEqual([true, true]);
    second.do('mute', { room, muted: true, until: wall() + 5 * minute });
    run(10 * minute);
    expect(both('muted')).toEqual([false, false]);
    ana.do('mute', { room, muted: true, until: wall() + 60 * minute });
    ana.do('mute', { room, muted: false });
    run(1000);
    expect(both('muted')).toEqual([false, false]);
  });
});

describe('pins', () => {
  test('hold on all devices and after a restart, and nobody else hears of them', () => {
    ana.do('pin', { room, pinned: true });
    run(1000);
    expect(both('pinned')).toEqual([true, true]);
    restart(second);
    expect(both('pinned')).toEqual([true, true]);
    expect(bia.sees(room).pinned).toBeUndefined();
    second.do('pin', { room, pinned: false });
    run(1000);
    expect(both('pinned')).toEqual([undefined, undefined]);
  });
});

describe('everything read', () => {
  beforeEach(() => {
    bia.write(room, 'one');
    bia.write(room, '@Ana two');
    run(2000);
    ana.do('markAllRead', { undoable: true });
  });

  test('shows at once, and is told nobody before it is too late to undo it', () => {
    expect(both('unread')).toEqual([0, 2]);
    run(undoTime - 1000);
    expect(both('unread')).toEqual([0, 2]);
    expect(said(ana)).toEqual([]);
    run(3000);
    expect(both('unread')).toEqual([0, 0]);
    expect(ana.do('undoMarkAllRead', {})).toBe(false);
    run(1000);
    expect(both('unread')).toEqual([0, 0]);
  });

  test('undone, it is as it was, with what came meanwhile', () => {
    run(5000);
    bia.write(room, 'three');
    run(1000);
    expect(both('unread')).toEqual([1, 3]);
    expect(ana.do('undoMarkAllRead', {})).toBe(true);
    expect(ana.sees(room)).toMatchObject({ unread: 3, mentions: 1 });
    run(2 * undoTime);
    expect(both('unread')).toEqual([3, 3]);
  });

  test('what comes meanwhile stays unread', () => {
    run(5000);
    bia.write(room, 'three');
    run(2 * undoTime);
    expect(both('unread')).toEqual([1, 1]);
  });

  test('read one by one meanwhile, it stays read when all is undone', () => {
    ana.do('markRead', { room });
    ana.do('undoMarkAllRead', {});
    run(5000);
    expect(both('unread')).toEqual([0, 0]);
  });

  test('settled, it is carried out now; of a program that died nothing was read', () => {
    ana.do('settle', {});
    run(5000);
    expect(second.sees(room).unread).toBe(0);
    bia.write(room, 'three');
    run(1000);
    ana.do('markAllRead', { undoable: true });
    restart(ana);
    expect(ana.sees(room).unread).toBe(1);
  });
});

describe('a room that is left', () => {
  test('shows as left at once; until it is too late the others see no change', () => {
    const members = membersOf(bia);
    scene.caio.do('leaveRoom', { room, undoable: true });
    expect(scene.caio.sees(room).readOnly).toBe('left');
    run(undoTime - 1000);
    expect(membersOf(bia)).toBe(members);
    run(5000);
    expect(membersOf(bia)).toBe(members - 1);
    expect(scene.caio.do('undoLeaveRoom', { room })).toBe(false);
  });

  test('undone, I am a member with everything that was written meanwhile, and nobody has noticed', () => {
    const { caio } = scene;
    const members = membersOf(bia);
    caio.do('leaveRoom', { room, undoable: true });
    run(3000);
    bia.write(room, 'written meanwhile');
    run(3000);
    expect(caio.do('undoLeaveRoom', { room })).toBe(true);
    run(2 * undoTime);
    expect(caio.sees(room).readOnly).toBeUndefined();
    expect(membersOf(bia)).toBe(members);
    expect(caio.history(room).map(({ content }) => content)).toContain('written meanwhile');
    caio.write(room, 'here I am');
    run(2000);
    expect(bia.history(room).map(({ content }) => content)).toContain('here I am');
  });

  test('joined again before it is carried out, it is not left', () => {
    const { caio } = scene;
    caio.do('leaveRoom', { room, undoable: true });
    caio.do('joinRoom', { room });
    run(2 * undoTime);
    expect([caio.sees(room).readOnly, membersOf(bia)]).toEqual([undefined, membersOf(caio)]);
  });

  test('settled, it is left now; an owner is told at once that he cannot', () => {
    const members = membersOf(bia);
    scene.caio.do('leaveRoom', { room, undoable: true });
    scene.caio.do('settle', {});
    run(3000);
    expect(membersOf(bia)).toBe(members - 1);
    const owner = [ana, bia, scene.caio].find((mate) => mate.sees(room).mine);
    expect(() => owner?.do('leaveRoom', { room, undoable: true })).toThrow('the owner can only delete');
  });

  test('is taken from the lists of all devices, and stands in them again when it is joined', () => {
    const { caio } = scene;
    expect(() => caio.do('hide', { room, hidden: true })).toThrow('is not over');
    caio.do('leaveRoom', { room });
    run(3000);
    caio.do('hide', { room, hidden: true });
    run(1000);
    expect(caio.sees(room)).toMatchObject({ hidden: true, unread: 0 });
    restart(caio);
    expect(caio.sees(room).hidden).toBe(true);
    caio.do('joinRoom', { room });
    run(3000);
    expect(caio.sees(room)).not.toHaveProperty('hidden');
    caio.do('leaveRoom', { room });
    run(3000);
    expect(caio.sees(room)).not.toHaveProperty('hidden');
  });
});
