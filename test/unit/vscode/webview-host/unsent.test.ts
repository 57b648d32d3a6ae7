import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import type { FailedMessage } from '../../../../common/protocol/view/index.ts';
import type { Row } from '../../../../common/model/index.ts';
import { NotSentError } from '../../../../src/vscode/webview-host/outbox.ts';
import { Unsent } from '../../../../src/vscode/webview-host/unsent.ts';
import { me, roomKey, aRow } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';
import { memory } from '../../../support/memory.ts';

const room = roomKey(1);
const message = (content: string): Omit<FailedMessage, 'key'> => ({
  room,
  after: '',
  at: 1,
  content,
  code: 'DISK_FULL',
});
const texts = (unsent: Unsent): string[] => unsent.of(room).map(({ content }) => content);
const full = new AppError('DISK_FULL', 'full');

test('is kept over a restart, for its account and its conversation, until it is let go', () => {
  const store = memory();
  const unsent = new Unsent(store, () => me);
  const one = unsent.add(message('one'));
  unsent.add({ ...message('two'), replyTo: 'ab' });
  const after = new Unsent(store, () => me);
  expect(texts(after)).toEqual(['one', 'two']);
  expect(after.of(roomKey(2))).toEqual([]);
  expect(new Unsent(store, () => undefined).of(room)).toEqual([]);
  after.drop(one?.key ?? '');
  expect(texts(unsent)).toEqual(['two']);
});

test('nobody signed in: nothing is kept', () => {
  expect(new Unsent(memory(), () => undefined).add(message('x'))).toBeUndefined();
});

test('of more than a hundred the oldest goes; garbage counts as nothing', () => {
  const unsent = new Unsent(memory(), () => me);
  for (let n = 0; n <= 100; n++) unsent.add(message(`${n}`));
  expect([texts(unsent).length, texts(unsent)[0]]).toEqual([100, '1']);
  for (const garbage of [1, { [me]: [{}] }, { [me]: [{ ...message('x'), key: 1 }] }]) {
    expect(texts(new Unsent(memory(new Map([['unsent', garbage]])), () => me))).toEqual([]);
  }
});

test('asked for by two pages it is sent once; what fails again stays, what is on disk goes', async () => {
  const unsent = new Unsent(memory(), () => me);
  const { key = '' } = unsent.add(message('x')) ?? {};
  let sent = 0;
  const send = (result: Row | AppError) => async (): Promise<Row> => {
    sent++;
    if (result instanceof AppError) throw result;
    return result;
  };
  const broken = new AppError('INTERNAL', 'broken');
  await expect(unsent.retry(key, send(broken))).rejects.toBe(broken);
  expect(unsent.of(room)).toMatchObject([{ key, code: 'INTERNAL' }]);
  const good = aRow(9);
  expect(await Promise.all([unsent.retry(key, send(good)), unsent.retry(key, send(full))])).toEqual([good, good]);
  expect([sent, unsent.of(room)]).toEqual([2, []]);
  expect(unsent.retry(key, send(good))).toBeUndefined();
});

test('a page is told of what failed in its conversation, also of what another page wrote, and of its end', async () => {
  const { chat, feed, unsent, snapshots, deltas, turn } = await feedRig();
  await feed.ready();
  chat.fails = new AppError('DISK_FULL', 'full');
  const error: unknown = await feed.send({ room, content: 'precious' }).catch((thrown: unknown) => thrown);
  const kept = error instanceof NotSentError ? error.kept : undefined;
  expect(kept).toMatchObject({ room, content: 'precious', code: 'DISK_FULL', after: aRow(3).order });
  unsent.add(message('of another page'));
  unsent.add({ ...message('elsewhere'), room: roomKey(2) });
  await turn();
  expect(deltas.at(-1)?.failed?.map(({ content }) => content)).toEqual(['precious', 'of another page']);
  await feed.ready();
  expect(snapshots.at(-1)?.failed).toHaveLength(2);
  expect(await feed.retry(kept?.key ?? '')).toMatchObject({ content: 'precious' });
  await turn();
  expect(deltas.at(-1)?.failed?.map(({ content }) => content)).toEqual(['of another page']);
  await expect(feed.retry(kept?.key ?? '')).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' });
});
