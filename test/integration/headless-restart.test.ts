import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { Team } from '../support/team.ts';
import { until } from '../support/until.ts';

const team = new Team();
const fault = path.join(team.folder, 'fault');
const preload = path.join(import.meta.dirname, '../support/engine/broken-interfaces.ts');
const breakable = ['env', `NODE_OPTIONS=--import=${preload}`, `P2P_CHAT_FAULT=${fault}`];
let ana: HeadlessPeer;

beforeAll(async () => {
  await team.startTracker();
  ana = team.peer('ana', breakable);
  await ana.do('register', { username: 'ana', password: 'correct horse battery' });
  await ana.do('create-room', { room: 'general' });
});
afterAll(() => team.dispose());

const restarted = (): number => ana.program.lines.filter((line) => line.includes('ENGINE_RESTARTED')).length;

test('what fails with nobody waiting for it is told and counted, and nothing ends', async () => {
  const caio = await team.registered('caio');
  writeFileSync(fault, 'reject');
  await caio.do('join-room', { room: 'general' });
  await ana.event('link', { user: 'caio', up: true });
  await until(() => ana.program.stderr.includes('unhandled rejection 1: Error: nobody waits'), 'a line');
  rmSync(fault);
  await caio.program.end('eof');
  await ana.do('send', { room: 'general', content: 'still here' });
  expect(restarted()).toBe(0);
});

test('an engine on the same thread is started again after a defect; the fourth time the program ends with 1', async () => {
  const bia = await team.registered('bia');
  writeFileSync(fault, 'later');
  await bia.do('join-room', { room: 'general' });
  // it meets the defect again with the next link, and again
  await until(() => restarted() > 0, 'another engine');
  rmSync(fault);
  await ana.event('link', { user: 'bia', up: true });
  const sent = await ana.do('send', { room: 'general', content: 'here again' });
  await bia.event('message', { entry: sent['entry'] });
  writeFileSync(fault, 'core');
  await bia.program.end('SIGKILL');
  team.peer('bia');
  await ana.program.closed;
  expect(ana.program.child.exitCode).toBe(1);
  expect(ana.program.stderr).toContain('ENGINE_FAILED');
  for (const defect of ['a defect outside of any core', 'a defect in a core'])
    expect(ana.program.stderr).toContain(defect);
});
