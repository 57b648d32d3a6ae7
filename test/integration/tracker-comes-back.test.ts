import { renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { password, Team } from '../support/team.ts';
import { trackerEnds } from '../support/tracker-program.ts';

let team: Team;
beforeEach(() => {
  team = new Team();
});
afterEach(() => team.dispose());

/** Whoever comes anew finds everybody, and the room. */
const seesAll = async (): Promise<void> => {
  const dora = await team.registered('dora');
  await dora.until('list-peers', {}, ({ peers }) => {
    const seen = JSON.stringify(peers);
    return ['ana', 'bia', 'caio'].every((name) => seen.includes(`"${name}"`));
  });
  await dora.until('list-rooms', {}, ({ rooms }) => JSON.stringify(rooms).includes('general'));
};

/** By password, on another computer. */
const signsIn = async (username: string): Promise<void> => {
  const other = team.peer(`${username}-elsewhere`);
  await other.do('login', { username, password });
};

it('everybody comes back by himself to a tracker that lost its database, with his password and his rooms', async () => {
  await team.startTracker();
  const ana = await team.registered('ana');
  const bia = await team.registered('bia');
  const caio = await team.registered('caio');
  await ana.do('create-room', { room: 'general' });
  for (const peer of [bia, caio]) await peer.do('join-room', { room: 'general' });
  await team.tracker.end('SIGKILL');
  for (const file of ['tracker.db', 'tracker.db-wal']) rmSync(path.join(team.trackerData, file), { force: true });
  await team.startTracker('--new-database');
  await seesAll();
  await signsIn('bia');
});

it('who registered after the backup comes back by himself, too', async () => {
  await team.startTracker();
  const ana = await team.registered('ana');
  const backup = path.join(team.folder, 'tracker.tar');
  expect(await trackerEnds('backup', backup, '--data', team.trackerData)).toMatchObject({ code: 0 });
  const bia = await team.registered('bia');
  const caio = await team.registered('caio');
  await ana.do('create-room', { room: 'general' });
  for (const peer of [bia, caio]) await peer.do('join-room', { room: 'general' });
  await team.tracker.end('SIGTERM');
  renameSync(team.trackerData, path.join(team.folder, 'lost'));
  expect(await trackerEnds('restore', backup, '--data', team.trackerData)).toMatchObject({ code: 0 });
  await team.startTracker();
  await seesAll();
  await signsIn('caio');
});
