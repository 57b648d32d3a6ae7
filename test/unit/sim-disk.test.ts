import { expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import { chatTeam } from '../support/sim/chat-team.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { World } from '../support/world.ts';

const newsOf = (events: readonly { readonly type: string }[], id: string): number =>
  events.filter(
    (event) => event.type === 'row' && (event as { row?: { id: string } }).row?.id === id && !('again' in event),
  ).length;

test('a full disk: the writer is told, nobody is told of delivery, and it goes on by itself with nothing twice', () => {
  forSeeds(10, (seed) => {
    const world = new World(seed, { network: { loss: 0 } });
    const { mates, room } = chatTeam(world, 3);
    const [ana, bia, caio] = mates as [(typeof mates)[0], (typeof mates)[0], (typeof mates)[0]];
    const before = ana.write(room, 'before');
    world.run(2000);
    bia.disk.fill();
    const lost = ana.write(room, 'while the disk of bia is full');
    const more = Array.from({ length: 5 }, (_, i) => caio.write(room, `more ${i}`));
    world.run(20_000);
    expect(() => bia.write(room, 'mine')).toThrow('no space left');
    expect(bia.composed.chat.core.overview().disk).toBe('full');
    const warnings = (): unknown[] => bia.events.filter(({ type }) => type === 'warning');
    expect(warnings()).toMatchObject([{ code: 'DISK_FULL' }]);
    // she has seen the first at most, and holds none
    expect(bia.history(room).map(({ id }) => id)).toEqual([before.id]);
    expect(ana.history(room).find(({ id }) => id === lost.id)?.delivery?.users).toEqual(['mate2']);

    bia.disk.free();
    world.run(60_000);
    expect(bia.composed.chat.core.overview().disk).toBe('ok');
    expect(bia.history(room)).toHaveLength(7);
    expect(bia.history(room).map(({ id }) => id)).toEqual(ana.history(room).map(({ id }) => id));
    expect(
      ana
        .history(room)
        .find(({ id }) => id === lost.id)
        ?.delivery?.users.toSorted(),
    ).toEqual(['mate1', 'mate2']);
    for (const { id } of [lost, ...more]) expect(newsOf(bia.events, id)).toBe(1);
    expect(warnings()).toHaveLength(1);
    bia.write(room, 'and on');
    world.run(1000);
    world.dispose();
  });
});

test('a disk that fails is tried again and again, ever more rarely, and nothing is left behind', () => {
  const world = new World(7, { network: { loss: 0 } });
  const { mates, room } = chatTeam(world, 2);
  const [ana, bia] = mates as [(typeof mates)[0], (typeof mates)[0]];
  bia.disk.spoil();
  ana.write(room, 'lost on bia');
  world.run(10 * 60_000);
  expect(bia.composed.chat.core.overview().disk).toBe('failing');
  bia.disk.free();
  world.run(60_000);
  expect(bia.history(room)).toHaveLength(1);
  world.dispose();
});

test('who joins while the disk of the others is full gets what they wrote before, once there is room', () => {
  const world = new World(3, { network: { loss: 0 } });
  const { mates } = chatTeam(world, 2);
  const [ana, bia] = mates as [(typeof mates)[0], (typeof mates)[0]];
  const room = ana.ask<RoomKey>((core, done) => core.createRoom('plans', 50, done));
  ana.write(room, 'before');
  world.run(5000);
  ana.disk.fill();
  bia.ask<RoomKey>((core, done) => core.joinRoom('plans', done));
  world.run(5000);
  expect(ana.composed.chat.core.overview().disk).toBe('full');
  ana.disk.free();
  world.run(60_000);
  expect(bia.history(room)).toMatchObject([{ content: 'before' }]);
  world.dispose();
});
