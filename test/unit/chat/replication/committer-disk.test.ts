import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { CommitterRig, me } from '../../../support/committer-rig.ts';

const full = new AppError('DISK_FULL', 'no space');

let rig: CommitterRig;
beforeEach(() => {
  rig = new CommitterRig();
});

test('a full disk: the writer hears it, nothing is announced, and the log goes on where the store has it', async () => {
  const kept = rig.write('kept');
  rig.turn();
  rig.store.finish();
  await kept;
  rig.store.failure = full;
  const refused = rig.write('lost');
  rig.turn();
  expect(await refused).toBe(full);
  expect(rig.failures).toBe(1);
  expect(rig.states).toEqual(['full']);
  rig.store.failure = undefined;
  const again = rig.write('again');
  rig.turn();
  rig.store.finish();
  expect(await again).toMatchObject({ entry: { seq: 1 } });
  expect(rig.durable.map(({ entry }) => entry.seq)).toEqual([0, 1]);
});

test('what could not be written was not shown, and is taken when it comes again', () => {
  rig.store.failure = full;
  rig.receive(3);
  rig.turn();
  expect([rig.written, rig.failures]).toEqual([[], 1]);
  rig.store.failure = undefined;
  rig.receive(3);
  rig.turn();
  expect(rig.written.map(({ entry }) => entry.seq)).toEqual([0, 1, 2]);
});

test('a sync that fails: nothing above the mark is told, and the engine is to end', async () => {
  const results = [rig.write('one'), rig.write('two')];
  rig.turn();
  const broken = new AppError('DISK_ERROR', 'input/output error');
  rig.store.lose(broken);
  expect(await Promise.all(results)).toEqual([broken, broken]);
  expect([rig.durable, rig.lost]).toEqual([[], [broken]]);
});

test('too much that is not durable turns others away until the disk has caught up', () => {
  for (let i = 0; i < 39; i++) rig.receive(256, 256 * i);
  rig.turn();
  expect(rig.committer.isPaused).toBe(false);
  rig.receive(16, 256 * 39);
  rig.turn();
  expect(rig.committer.isPaused).toBe(true);
  rig.store.finish();
  expect([rig.committer.isPaused, rig.drained]).toEqual([false, 1]);
});

test('what came in one turn is written a few milliseconds at a time, in order', () => {
  for (let i = 0; i < 3; i++) rig.receive(200, 200 * i);
  for (let i = 0; i < 5; i++) rig.receive(40, 600 + 40 * i);
  rig.turn();
  expect(rig.store.batches.map(({ entries = [] }) => entries.length)).toEqual([400, 280, 120]);
  expect(rig.written.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 800 }, (_, i) => i));
});

test('nothing is written while the store rests, and all of it afterwards', async () => {
  rig.store.isResting = true;
  const mine = rig.write('mine');
  rig.receive(3);
  rig.turn();
  expect(rig.store.batches).toEqual([]);
  rig.store.wake();
  rig.turn();
  expect(rig.store.finish().entries).toHaveLength(4);
  expect(await mine).toMatchObject({ entry: { seq: 0 } });
});

test('too much that waits for the store turns others away until it is written', () => {
  rig.store.isResting = true;
  for (let i = 0; i < 39; i++) rig.receive(256, 256 * i);
  expect(rig.committer.isPaused).toBe(false);
  rig.receive(16, 256 * 39);
  expect(rig.committer.isPaused).toBe(true);
  rig.store.wake();
  rig.turn();
  rig.store.finishAll();
  rig.turn();
  expect([rig.written.length, rig.committer.isPaused, rig.drained]).toEqual([10_000, false, 1]);
});

test('what waits behind a commit that fails is dropped with it: it would continue what is not there', () => {
  rig.store.failure = full;
  for (let i = 0; i < 3; i++) rig.receive(256, 256 * i);
  rig.turn();
  expect([rig.written, rig.failures]).toEqual([[], 1]);
  rig.store.failure = undefined;
  rig.receive(3);
  rig.turn();
  expect(rig.written.map(({ entry }) => entry.seq)).toEqual([0, 1, 2]);
  expect(rig.committer.isPaused).toBe(false);
});

test('a disk is slow when something has waited for a second, and no more once it has caught up', () => {
  void rig.write('one');
  rig.turn();
  rig.clock.advance(600);
  void rig.write('two');
  rig.turn();
  rig.clock.advance(400);
  expect(rig.disk.state).toBe('slow');
  rig.store.finish();
  expect(rig.disk.state).toBe('ok');
  rig.clock.advance(600);
  expect(rig.disk.state).toBe('slow');
  rig.store.finish();
  expect(rig.states).toEqual(['slow', 'ok', 'slow', 'ok']);
  rig.turn();
  expect(rig.clock.waiting).toBe(0);
});

test('what was noted in a failed commit rides with the next one, and does not cause it', () => {
  const seen = { room: rig.conversation.room, author: me.author, seen: 3, told: 0 };
  rig.store.failure = full;
  rig.committer.addSideWrites({ rooms: [rig.conversation.stored], seen: [seen] });
  rig.turn();
  rig.store.failure = undefined;
  rig.turn();
  expect(rig.store.batches).toEqual([]);
  void rig.write('one');
  rig.turn();
  expect(rig.store.finish()).toMatchObject({
    rooms: [rig.conversation.stored, rig.conversation.stored],
    seen: [seen],
  });
  void rig.write('two');
  rig.turn();
  expect(rig.store.finish()).toMatchObject({ rooms: [], seen: [] });
});

test('my certificate is stored with my first entry, again until the store has it', () => {
  rig.store.failure = full;
  void rig.write('lost');
  rig.turn();
  rig.store.failure = undefined;
  void rig.write('kept');
  rig.turn();
  expect(rig.store.finish().certificates).toEqual([me.bytes]);
  void rig.write('more');
  rig.turn();
  expect(rig.store.finish().certificates).toEqual([]);
});

test('a full disk is probed with back-off, and what was noted meanwhile is written once it takes commits', async () => {
  rig.store.failure = full;
  const refused = rig.write('lost');
  rig.turn();
  expect(await refused).toBe(full);
  expect(rig.committer.isPaused).toBe(true);
  const seen = { room: rig.conversation.room, author: me.author, seen: 3, told: 0 };
  rig.committer.addSideWrites({ seen: [{ ...seen, seen: 1 }] });
  rig.committer.addSideWrites({ seen: [seen] });
  const waits = [];
  for (let i = 1; i <= 3; i++) {
    const since = rig.clock.mono();
    while (rig.store.probes < i) rig.clock.advance(100);
    waits.push(rig.clock.mono() - since);
  }
  // the least of a growing range
  expect(waits).toEqual([1000, 1000, 1000]);
  expect(rig.store.batches).toEqual([]);
  rig.store.failure = undefined;
  rig.clock.advance(1000);
  expect(rig.committer.isPaused).toBe(false);
  expect(rig.store.finish().seen).toEqual([seen]);
  expect(rig.states).toEqual(['full', 'ok']);
  expect(rig.clock.waiting).toBe(0);
});

test('a person who writes is the quickest probe', async () => {
  rig.store.failure = full;
  void rig.write('lost');
  rig.turn();
  rig.store.failure = undefined;
  const kept = rig.write('kept');
  rig.turn();
  rig.store.finish();
  expect(await kept).toMatchObject({ entry: { seq: 0 } });
  expect(rig.states).toEqual(['full', 'ok']);
  expect(rig.clock.waiting).toBe(0);
});
