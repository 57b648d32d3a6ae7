import { existsSync, readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { Team } from '../support/team.ts';

const team = new Team();
let ana: HeadlessPeer;

beforeAll(async () => {
  await team.startTracker();
  ana = await team.registered('ana');
  await ana.do('create-room', { room: 'general' });
});
afterAll(() => team.dispose());

const folderOf = (name: string): string => {
  const accounts = path.join(team.folder, name, 'accounts');
  const account = readdirSync(accounts).find((one) => statSync(path.join(accounts, one)).isDirectory());
  return path.join(accounts, account ?? 'none');
};

test('a signal: what was asked before is done and answered, everything is in the one file, the lock is free', async () => {
  const replies = Array.from({ length: 60 }, (_, i) => ana.do('send', { room: 'general', content: `last ${i}` }));
  // both go through pipes: what was written first is read first once the last of them is answered
  await replies.at(-1);
  const stopped = ana.program.end('SIGTERM');
  const entries = await Promise.all(replies);
  expect(await stopped).toBe(0);
  expect(existsSync(path.join(folderOf('ana'), 'history.db-wal'))).toBe(false);
  ana = team.peer('ana');
  await ana.event('tracker', { state: 'connected' });
  expect(await ana.contents({ room: 'general' })).toEqual(Array.from({ length: 60 }, (_, i) => `last ${i}`));
  expect(new Set(entries.map(({ entry }) => entry)).size).toBe(60);
});

test('a second program on the same data is told so, also while the first one stops', async () => {
  const second = team.peer('ana');
  expect(await second.program.end('eof')).toBe(1);
  expect(second.program.stderr).toContain('LOCKED');
  expect(await ana.program.end('SIGTERM')).toBe(0);
  ana = team.peer('ana');
  await ana.event('tracker', { state: 'connected' });
});

test('the tracker: its database is one file after a signal', async () => {
  expect(await team.tracker.end('SIGTERM')).toBe(0);
  expect(readdirSync(team.trackerData).toSorted()).toEqual(['opaque.setup', 'tracker.db']);
});
