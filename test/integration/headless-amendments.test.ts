import { until } from '../support/until.ts';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { Team } from '../support/team.ts';

const team = new Team();
/** Owns the room. */
let ana: HeadlessPeer;
let bia: HeadlessPeer;
const room = { room: 'general' };
const marker = 'xyzzy-secret-marker';

beforeAll(async () => {
  await team.startTracker();
  [ana, bia] = await Promise.all([team.registered('ana'), team.registered('bia')]);
  await ana.do('create-room', room);
  await bia.until('join-room', room, ({ ok }) => ok === true);
  await ana.event('link', { user: 'bia', up: true });
});
afterAll(() => team.dispose());

/** Whether the text stands in any file of anybody, the tracker's too. */
const isOnDisk = (text: string): boolean => {
  try {
    execFileSync('grep', ['-raq', text, team.folder]);
    return true;
  } catch {
    return false;
  }
};

test('an edit is told with its text, and the history has it', async () => {
  const { entry } = await bia.do('send', { ...room, content: 'helo' });
  await ana.event('message', { entry });
  expect(await bia.do('edit', { entry, content: 'hello' })).toMatchObject({ entry });
  await ana.event('edited', { entry, author: 'bia', content: 'hello', room: 'general' });
  const { entries } = await ana.do('history', room);
  expect(entries).toMatchObject([{ entry, content: 'hello', edited: expect.any(Number), deleted: false }]);
  expect(await ana.ask('edit', { entry, content: 'no' })).toMatchObject({ ok: false, code: 'NOT_AUTHOR' });
});

test('reactions are told and counted, and only emoji are', async () => {
  const { entry } = await bia.do('send', { ...room, content: 'done' });
  await ana.event('message', { entry });
  await ana.do('react', { entry, emoji: '🎉' });
  await bia.event('reacted', { entry, user: 'ana', emoji: '🎉', on: true });
  const last = async (): Promise<unknown> => ((await bia.do('history', room))['entries'] as unknown[]).at(-1);
  expect(await last()).toMatchObject({ reactions: [{ emoji: '🎉', count: 1, users: ['ana'] }] });
  await ana.do('react', { entry, emoji: '🎉', on: false });
  await bia.event('reacted', { entry, on: false });
  expect(await last()).not.toHaveProperty('reactions');
  expect(await ana.ask('react', { entry, emoji: 'lol' })).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
});

test('what is deleted is in no file any more, while both run and after they are killed', async () => {
  const { entry } = await bia.do('send', { ...room, content: `${marker} one` });
  await ana.event('message', { entry });
  await bia.do('edit', { entry, content: `${marker} two` });
  await ana.event('edited', { entry });
  expect(isOnDisk(marker)).toBe(true);
  expect(await ana.do('delete', { entry })).toMatchObject({ entry });
  await bia.event('deleted', { entry, by: 'ana' });
  await ana.event('deleted', { entry, by: 'ana' });
  // several deletions leave the write-ahead log together
  await until(() => !isOnDisk(marker), 'the end of the text');
  const { entries } = await bia.do('history', room);
  expect((entries as object[]).at(-1)).toMatchObject({ entry, content: null, deleted: true, deletedBy: 'ana' });
  await Promise.all([ana, bia].map((peer) => peer.program.end('SIGKILL')));
  expect(isOnDisk(marker)).toBe(false);
  bia = team.peer('bia');
  await bia.event('tracker', { state: 'connected' });
  expect(await bia.ask('delete', { entry })).toMatchObject({ ok: true });
  expect(await bia.ask('edit', { entry, content: 'x' })).toMatchObject({ ok: false, code: 'ENTRY_UNKNOWN' });
});
