import { beforeEach, expect, test } from 'vitest';
import { AppError, silentLogger, utf8 } from '../../../../common/base/index.ts';
import { checkRun, emptyTip, isAnchor } from '../../../../common/log/index.ts';
import { asHex, type RoomKey, type StoredEntry } from '../../../../common/model/index.ts';
import { Committer } from '../../../../src/chat/core/replication/committer.ts';
import { DiskWatch } from '../../../../src/chat/core/replication/disk-watch.ts';
import { Conversation } from '../../../../src/chat/core/replication/conversation.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { ManualStore } from '../../../support/manual-store.ts';
import { testPerson } from '../../../support/people.ts';

const { certificate: me, crypto } = testPerson(1, 'ana').device(0);
let store: ManualStore;
let committer: Committer;
let conversation: Conversation;
let committed: StoredEntry[];
let mustWait: boolean;
let failures: number;
let troubles: unknown[];
let clock: ManualClock;

beforeEach(() => {
  store = new ManualStore();
  committed = [];
  mustWait = false;
  failures = 0;
  clock = new ManualClock();
  const env = {
    clock,
    crypto,
    logger: silentLogger,
    random: { below: () => 0, bytes: (n: number) => new Uint8Array(n) },
  };
  troubles = [];
  const disk = new DiskWatch(env, store, (trouble) => {
    troubles.push(trouble?.code);
    if (trouble === undefined) committer.resume();
  });
  committer = new Committer(env, store, disk, me, {
    onCommitted: (_, entries) => committed.push(...entries),
    mustWait: () => mustWait,
    onFailed: () => failures++,
  });
  const room = asHex<RoomKey>('ab'.repeat(32));
  const partner = testPerson(2, 'bia');
  conversation = new Conversation(crypto, { room, kind: 'direct', partner }, me);
});

const write = (text: string): Promise<StoredEntry | AppError> =>
  new Promise((resolve) => {
    committer.write({ conversation, kind: 'content', body: utf8(text), done: resolve });
  });

test('the first write goes at once; what comes meanwhile shares one commit and one signature', async () => {
  const first = write('one');
  const rest = ['two', 'three', 'four'].map(write);
  expect(store.waiting).toHaveLength(1);
  expect(committed).toEqual([]);
  expect(store.finish().entries).toHaveLength(1);
  const { entries = [] } = store.waiting[0]?.batch ?? {};
  expect(entries.map(({ entry }) => isAnchor(entry))).toEqual([false, false, true]);
  store.finish();
  const all = (await Promise.all([first, ...rest])) as StoredEntry[];
  expect(all.map(({ entry }) => entry.seq)).toEqual([0, 1, 2, 3]);
  const run = committed.map(({ entry }) => entry);
  expect(checkRun(crypto, conversation.contentLog, emptyTip, run)).toBe('ok');
  expect(conversation.log('content', me.device).committed.prefix).toBe(4);
});

/** The lengths of the runs in each commit that follows. */
const runs = (): number[][] => {
  const commits: number[][] = [];
  while (store.waiting.length > 0) {
    const entries = (store.finish().entries ?? []).map(({ entry }) => entry);
    const ends = entries.flatMap((entry, i) => (isAnchor(entry) ? [i + 1] : []));
    commits.push(ends.map((end, i) => end - (ends[i - 1] ?? 0)));
  }
  return commits;
};

test('a burst is cut into runs that one anchor may cover, four of them in a commit', () => {
  void write('first');
  for (let i = 0; i < 1100; i++) void write(`burst ${i}`);
  store.finish();
  expect(runs()).toEqual([[256, 256, 256, 256], [76]]);
  expect(committed.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 1101 }, (_, i) => i));
});

test('large bodies stay below the bytes of one anchor', () => {
  void write('first');
  for (let i = 0; i < 20; i++) void write('x'.repeat(15_000));
  store.finish();
  expect(runs()).toEqual([[8, 8, 4]]);
  expect(committed).toHaveLength(21);
});

test('what must wait causes no commit, and stays in its order', () => {
  mustWait = true;
  void write('one');
  void write('two');
  expect(store.waiting).toEqual([]);
  mustWait = false;
  committer.flush();
  expect(store.finish().entries?.map(({ entry }) => entry.seq)).toEqual([0, 1]);
});

test('a full disk: the writer hears it, nothing is announced, and the log goes on where the disk has it', async () => {
  const kept = write('kept');
  store.finish();
  await kept;
  const lost = write('lost');
  store.finish(new AppError('DISK_FULL', 'no space'));
  expect(await lost).toMatchObject({ code: 'DISK_FULL' });
  expect(failures).toBe(1);
  expect(troubles).toEqual(['DISK_FULL']);
  const again = write('again');
  store.finish();
  expect(await again).toMatchObject({ entry: { seq: 1 } });
  expect(committed.map(({ entry }) => entry.seq)).toEqual([0, 1]);
});

test('the conversation itself is stored with its first entry, once', () => {
  void write('one');
  expect(store.finish().rooms).toEqual([conversation.stored]);
  void write('two');
  expect(store.finish().rooms).toEqual([]);
});

test('what waits is handed over on the way out, in as many commits as it takes; after that a write is refused', async () => {
  const first = write('under way');
  const waiting = Array.from({ length: 1100 }, (_, i) => write(`waiting ${i}`));
  committer.dispose();
  expect(await write('late')).toMatchObject({ code: 'OFFLINE' });
  const sizes = [];
  while (store.waiting.length > 0) sizes.push(store.finish().entries?.length);
  expect(sizes).toEqual([1, 1024, 76]);
  const all = (await Promise.all([first, ...waiting])) as StoredEntry[];
  expect(all.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 1101 }, (_, i) => i));
});

test('what waits on the way out fails with what it follows', async () => {
  const results = [write('under way'), write('waiting')];
  committer.dispose();
  store.finish(new AppError('DISK_FULL', 'no space'));
  // it continues an entry that is not there: no store takes it
  store.finish(new AppError('INTERNAL', 'does not continue'));
  expect(await Promise.all(results)).toMatchObject([{ code: 'DISK_FULL' }, { code: 'INTERNAL' }]);
  expect(committed).toEqual([]);
});

test('what has been looked at is written down on the way out, once', () => {
  const seen = { room: conversation.room, device: me.device, seen: 3, told: 0 };
  void write('under way');
  committer.note({ seen: [seen] });
  committer.dispose();
  committer.dispose();
  expect(store.waiting).toHaveLength(2);
  store.finish();
  expect(store.finish().seen).toEqual([seen]);
});

test('what was noted in a failed commit rides with the next one, and does not cause it', () => {
  const seen = { room: conversation.room, device: me.device, seen: 3, told: 0 };
  committer.note({ rooms: [conversation.stored], seen: [seen] });
  store.finish(new AppError('DISK_FULL', 'no space'));
  expect(store.waiting).toEqual([]);
  void write('one');
  expect(store.finish()).toMatchObject({ rooms: [conversation.stored, conversation.stored], seen: [seen] });
  void write('two');
  expect(store.finish()).toMatchObject({ rooms: [], seen: [] });
});

test('my certificate is stored with my first entry, again until the disk has it', () => {
  void write('lost');
  expect(store.finish(new AppError('DISK_FULL', 'no space')).certificates).toEqual([me.bytes]);
  void write('kept');
  expect(store.finish().certificates).toEqual([me.bytes]);
  void write('more');
  expect(store.finish().certificates).toEqual([]);
});

test('a full disk is probed with back-off, and what was noted meanwhile is written once it takes commits', async () => {
  const full = new AppError('DISK_FULL', 'no space');
  const lost = write('lost');
  store.finish(full);
  expect(await lost).toBe(full);
  expect(committer.troubled).toBe(true);
  const seen = { room: conversation.room, device: me.device, seen: 3, told: 0 };
  committer.note({ seen: [{ ...seen, seen: 1 }] });
  committer.note({ seen: [seen] });
  expect(store.waiting).toEqual([]);
  const waits = [];
  for (let i = 0; i < 3; i++) {
    const since = clock.mono();
    while (store.probes.length === 0) clock.advance(100);
    waits.push(clock.mono() - since);
    store.probes.shift()?.(full);
  }
  // the least of a growing range
  expect(waits).toEqual([1000, 1000, 1000]);
  clock.advance(1000);
  store.probes.shift()?.(undefined);
  expect(committer.troubled).toBe(false);
  expect(store.finish().seen).toEqual([seen]);
  expect(troubles).toEqual(['DISK_FULL', undefined]);
  expect(clock.waiting).toBe(0);
});

test('a person who writes is the quickest probe', async () => {
  void write('lost');
  store.finish(new AppError('DISK_FULL', 'no space'));
  const kept = write('kept');
  store.finish();
  expect(await kept).toMatchObject({ entry: { seq: 0 } });
  expect(troubles).toEqual(['DISK_FULL', undefined]);
  expect(clock.waiting).toBe(0);
});

test('a write waits while more of its log is about to come, and goes on at the end of what came', async () => {
  mustWait = true;
  const written = write('mine');
  expect(store.waiting).toHaveLength(0);
  mustWait = false;
  committer.flush();
  store.finish();
  expect(await written).toMatchObject({ entry: { seq: 0 } });
});
