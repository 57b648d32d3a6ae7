import { expect, test } from 'vitest';
import { asHex, type Batch, type EntryId } from '../../common/model/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { namesOf } from '../support/named.ts';
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
    expect(bia.composed.chat.overview.disk).toBe('full');
    const warnings = (): unknown[] => bia.events.filter(({ type }) => type === 'warning');
    expect(warnings()).toMatchObject([{ code: 'DISK_FULL' }]);
    // she has seen the first at most, and holds none
    expect(bia.history(room).map(({ id }) => id)).toEqual([before.id]);
    expect(ana.history(room).find(({ id }) => id === lost.id)?.delivery?.users).toMatchObject([{ username: 'mate2' }]);

    bia.disk.free();
    world.run(60_000);
    expect(bia.composed.chat.overview.disk).toBe('ok');
    expect(bia.history(room)).toHaveLength(7);
    expect(bia.history(room).map(({ id }) => id)).toEqual(ana.history(room).map(({ id }) => id));
    const delivered = ana.history(room).find(({ id }) => id === lost.id)?.delivery;
    expect(namesOf(delivered?.users).toSorted()).toEqual(['mate1', 'mate2']);
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
  expect(bia.composed.chat.overview.disk).toBe('failing');
  bia.disk.free();
  world.run(60_000);
  expect(bia.history(room)).toHaveLength(1);
  world.dispose();
});

test('who joins while the disk of the others is full gets what they wrote before, once there is room', () => {
  const world = new World(3, { network: { loss: 0 } });
  const { mates } = chatTeam(world, 2);
  const [ana, bia] = mates as [(typeof mates)[0], (typeof mates)[0]];
  const room = ana.do('createRoom', { name: 'plans', capacity: 50 });
  ana.write(room, 'before');
  world.run(5000);
  ana.disk.fill();
  bia.do('joinRoom', { room: 'plans' });
  world.run(5000);
  expect(ana.composed.chat.overview.disk).toBe('full');
  ana.disk.free();
  world.run(60_000);
  expect(bia.history(room)).toMatchObject([{ content: 'before' }]);
  world.dispose();
});

/** From the next commit on nothing can be read. */
const spoilAfterCommit = ({ disk }: ChatMate, fits: (batch: Batch) => boolean): void => {
  disk.onWritten = (batch) => {
    if (!fits(batch)) return;
    disk.onWritten = undefined;
    disk.spoil();
  };
};

test('a deletion that is kept and whose message cannot be read is told, and counts, once it can be read again', () => {
  const world = new World(4, { network: { loss: 0 } });
  const { mates, room } = chatTeam(world, 2);
  const [ana, bia] = mates as [ChatMate, ChatMate];
  const { id } = ana.write(room, 'hi @mate1');
  world.run(1000);
  expect(bia.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
  spoilAfterCommit(bia, ({ entries = [] }) => entries.some(({ about }) => about?.kind === 'DELETE'));
  ana.remove(asHex<EntryId>(id));
  world.run(20_000);
  expect(bia.disk.readFailure).toBeDefined();
  expect(bia.shown.get(id)).toMatchObject({ kind: 'message' });
  bia.disk.free();
  world.run(10_000);
  expect(bia.shown.get(id)).toMatchObject({ kind: 'deleted' });
  expect(bia.sees(room)).toMatchObject({ unread: 0, mentions: 0 });
  world.dispose();
});

test('what came by catch-up and cannot be read is told once, as it stands, when it can be read again', () => {
  const world = new World(5, { network: { loss: 0 } });
  const { mates, room } = chatTeam(world, 2);
  const [ana, bia] = mates as [ChatMate, ChatMate];
  bia.kill('unsyncedLost', 'reset');
  const { id } = ana.write(room, 'helo');
  ana.edit(asHex<EntryId>(id), 'hello');
  world.run(120_000);
  spoilAfterCommit(bia, ({ entries = [] }) => entries.some(({ entry }) => entry.id === id));
  bia.start();
  world.run(20_000);
  expect(bia.disk.readFailure).toBeDefined();
  expect(newsOf(bia.events, id)).toBe(0);
  expect(() => bia.history(room)).toThrow('input/output error');
  bia.disk.free();
  world.run(10_000);
  expect(newsOf(bia.events, id)).toBe(1);
  expect(bia.shown.get(id)).toMatchObject({ content: 'hello' });
  world.dispose();
});
