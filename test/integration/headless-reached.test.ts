import { afterAll, beforeAll, expect, test } from 'vitest';
import { Team } from '../support/team.ts';

const team = new Team();
beforeAll(() => team.startTracker());
afterAll(() => team.dispose());

test('two programs that both start anew while the tracker is away find each other', async () => {
  const [ana, bia] = [await team.registered('ana'), await team.registered('bia')];
  await ana.do('create-room', { room: 'general' });
  await bia.do('join-room', { room: 'general' });
  await ana.event('link', { user: 'bia', up: true });
  await bia.event('link', { user: 'ana', up: true });
  await team.tracker.end('SIGKILL');
  await Promise.all([ana.program.end('SIGKILL'), bia.program.end('SIGKILL')]);
  const [again, other] = [team.peer('ana'), team.peer('bia')];
  await again.event('link', { user: 'bia', up: true });
  await other.event('link', { user: 'ana', up: true });
  const sent = await again.do('send', { room: 'general', content: 'without a tracker' });
  expect(await other.event('message', { entry: sent['entry'] })).toMatchObject({ content: 'without a tracker' });
});
