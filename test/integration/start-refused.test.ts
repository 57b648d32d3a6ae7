import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Team } from '../support/team.ts';

const team = new Team();
let history = '';

beforeAll(async () => {
  await team.startTracker();
  const ana = await team.registered('ana');
  await ana.do('create-room', { room: 'general' });
  await ana.program.end('eof');
  const accounts = path.join(team.folder, 'ana', 'accounts');
  const account = readdirSync(accounts).find((one) => statSync(path.join(accounts, one)).isDirectory());
  history = path.join(accounts, account ?? 'none', 'history.db');
});
afterAll(() => team.dispose());

/** Starts a peer on that data; it must end by itself, saying why. */
const refusal = async (): Promise<string> => {
  const peer = team.peer('ana');
  expect(await peer.program.end('eof')).toBe(1);
  return peer.program.stderr;
};

test('data of a newer version is refused with its code, and left as it is', async () => {
  const db = new DatabaseSync(history);
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  db.exec('PRAGMA user_version=99');
  db.close();
  const before = readFileSync(history);
  expect(await refusal()).toContain('NEWER_DATA');
  expect(readFileSync(history).equals(before)).toBe(true);
  const again = new DatabaseSync(history);
  again.exec(`PRAGMA user_version=${version}`);
  again.close();
});

test('a damaged file is refused with its code, and left as it is', async () => {
  const good = readFileSync(history);
  writeFileSync(history, 'this is no database. '.repeat(500));
  expect(await refusal()).toContain('DATA_DAMAGED');
  expect(readFileSync(history, 'utf8')).toContain('this is no database');
  writeFileSync(history, good);
  const ana = team.peer('ana');
  await ana.event('tracker', { state: 'connected' });
  expect(JSON.stringify(await ana.do('list-rooms'))).toContain('general');
});
