import { beforeEach, expect, test } from 'vitest';
import { verifyRun, emptyTip, isAnchor } from '../../../../common/log/index.ts';
import type { StoredEntry } from '../../../../common/model/index.ts';
import { CommitterRig, crypto, me } from '../../../support/committer-rig.ts';

let rig: CommitterRig;
beforeEach(() => {
  rig = new CommitterRig();
});

test('what comes in one turn shares one commit and one signature', async () => {
  const all = ['one', 'two', 'three', 'four'].map((text) => rig.write(text));
  expect(rig.store.batches).toEqual([]);
  rig.turn();
  const [{ entries = [] } = {}] = rig.store.batches;
  expect(entries.map(({ entry }) => isAnchor(entry))).toEqual([false, false, false, true]);
  expect(rig.conversation.log('content', me.author)).toMatchObject({ written: { prefix: 4 }, durable: { prefix: 0 } });
  rig.store.finish();
  expect(((await Promise.all(all)) as StoredEntry[]).map(({ entry }) => entry.seq)).toEqual([0, 1, 2, 3]);
  const run = rig.durable.map(({ entry }) => entry);
  expect(verifyRun(crypto, rig.conversation.logId('content', me.identity), emptyTip, run)).toBe('ok');
  expect(rig.conversation.log('content', me.author).durable.prefix).toBe(4);
});

test('nobody is told of what is not durable; what was received is shown once it is written', async () => {
  let isSent = false;
  const mine = rig.write('mine').then(() => (isSent = true));
  rig.receive(2);
  expect(rig.written).toEqual([]);
  rig.turn();
  expect(rig.written.map(({ entry }) => entry.seq)).toEqual([0, 1]);
  await Promise.resolve();
  expect([isSent, rig.durable]).toEqual([false, []]);
  rig.store.finish();
  await mine;
  expect(rig.durable).toHaveLength(3);
});

test('a sync that lets go of many commits is told of them one a turn', () => {
  for (let i = 0; i < 3; i++) {
    void rig.write(`${i}`);
    rig.turn();
  }
  rig.store.finishAll();
  expect(rig.durable).toHaveLength(1);
  rig.clock.advance(0);
  expect(rig.durable).toHaveLength(3);
  expect(rig.clock.waiting).toBe(0);
});

/** The lengths of the runs in each commit. */
const runs = (): number[][] =>
  rig.store.batches.map(({ entries: stored = [] }) => {
    const entries = stored.map(({ entry }) => entry);
    const ends = entries.flatMap((entry, i) => (isAnchor(entry) ? [i + 1] : []));
    return ends.map((end, i) => end - (ends[i - 1] ?? 0));
  });

test('a burst is cut into runs that one anchor may cover, a commit for each', () => {
  for (let i = 0; i < 1100; i++) void rig.write(`burst ${i}`);
  rig.turn();
  expect(runs()).toEqual([[256], [256], [256], [256], [76]]);
  rig.store.finishAll();
  rig.turn();
  expect(rig.durable.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 1100 }, (_, i) => i));
});

test('large bodies are signed every 64 KiB', () => {
  for (let i = 0; i < 20; i++) void rig.write('x'.repeat(15_000));
  rig.turn();
  expect(runs()).toEqual([[4, 4], [4, 4], [4]]);
});

test('what must wait causes no commit, and stays in its order', () => {
  rig.isBehindRemote = true;
  void rig.write('one');
  void rig.write('two');
  rig.turn();
  expect(rig.store.batches).toEqual([]);
  rig.isBehindRemote = false;
  rig.committer.flush();
  rig.turn();
  expect(rig.store.finish().entries?.map(({ entry }) => entry.seq)).toEqual([0, 1]);
});

test('the conversation itself is stored with its first entry, once', () => {
  void rig.write('one');
  rig.turn();
  expect(rig.store.finish().rooms).toEqual([rig.conversation.stored]);
  void rig.write('two');
  rig.turn();
  expect(rig.store.finish().rooms).toEqual([]);
});

test('what waits is written on the way out, in as many commits as it takes; after that a write is refused', async () => {
  const waiting = Array.from({ length: 1101 }, (_, i) => rig.write(`waiting ${i}`));
  rig.committer.dispose();
  expect(await rig.write('late')).toMatchObject({ code: 'OFFLINE' });
  expect(rig.store.batches.map(({ entries }) => entries?.length)).toEqual([256, 256, 256, 256, 77]);
  rig.store.finishAll();
  const all = (await Promise.all(waiting)) as StoredEntry[];
  expect(all.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 1101 }, (_, i) => i));
  expect(rig.clock.waiting).toBe(0);
});

test('what has been looked at is written down on the way out, once', () => {
  const seen = { room: rig.conversation.room, author: me.author, seen: 3, told: 0 };
  rig.committer.addSideWrites({ seen: [seen] });
  rig.committer.dispose();
  rig.committer.dispose();
  expect(rig.store.batches).toMatchObject([{ seen: [seen] }]);
});
