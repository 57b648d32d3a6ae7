import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessPeer, Json } from '../support/headless-peer.ts';
import { forgetWhoseNameItIs } from '../support/lying-tracker.ts';
import { password, Team } from '../support/team.ts';

// A tracker that lies: it gives the name of Bia, whom Ana knows, to somebody else.

const team = new Team();
let ana: HeadlessPeer;
let bia: HeadlessPeer;
let mallory: HeadlessPeer;
let [biasKey, mallorysKey] = ['', ''];
const room = { room: 'general' };

const texts = async (peer: HeadlessPeer): Promise<unknown[]> => peer.contents({ to: 'ana' });
const identityOf = async (peer: HeadlessPeer): Promise<string> =>
  String(((await peer.do('status'))['account'] as Record<string, unknown>)['identity']);

beforeAll(async () => {
  await team.startTracker();
  [ana, bia] = await Promise.all([team.registered('ana'), team.registered('bia')]);
  await ana.do('create-room', room);
  await bia.until('join-room', room, ({ ok }) => ok === true);
  await ana.do('send', { to: 'bia', content: 'before' });
  await bia.event('message', { content: 'before' });
  await team.tracker.end('SIGTERM');
  forgetWhoseNameItIs(team.trackerData, 'bia');
  await team.startTracker();
  mallory = team.peer('mallory');
  await mallory.do('register', { username: 'bia', password });
  await mallory.until('join-room', room, ({ ok }) => ok === true);
  [biasKey, mallorysKey] = await Promise.all([identityOf(bia), identityOf(mallory)]);
});
afterAll(() => team.dispose());

test('another identity with a known name is told of, and takes no message until somebody chooses', async () => {
  await ana.event('warning', { code: 'NAME_COLLISION', user: 'bia', identities: [biasKey, mallorysKey] });
  const refusal = { ok: false, code: 'USER_AMBIGUOUS', identities: [biasKey, mallorysKey] };
  for (const user of ['bia', 'BIA'])
    expect(await ana.ask('send', { to: user, content: 'for whom?' })).toMatchObject(refusal);
  expect(await ana.ask('history', { to: 'bia' })).toMatchObject(refusal);
  // by identity there is no doubt
  await ana.do('send', { to: biasKey, content: 'by identity' });
  await bia.event('message', { content: 'by identity', from: 'ana' });
});

test('a link and a message say whose they are', async () => {
  const { entry } = await mallory.do('send', { ...room, content: 'I am Bia' });
  expect(await ana.event('message', { entry })).toMatchObject({ author: 'bia', identity: mallorysKey });
  await ana.until('status', {}, ({ links }) => {
    const linked = new Set((links as Json[]).map(({ identity }) => identity));
    return linked.size === 2 && linked.has(biasKey) && linked.has(mallorysKey);
  });
});

test('whoever is chosen is who is meant, also after a restart', async () => {
  expect(await ana.ask('accept-key', { user: 'ab'.repeat(32) })).toMatchObject({ ok: false, code: 'USER_UNKNOWN' });
  await ana.do('accept-key', { user: biasKey });
  await ana.do('send', { to: 'bia', content: 'chosen' });
  await bia.event('message', { content: 'chosen' });
  await ana.program.end('SIGKILL');
  ana = team.peer('ana');
  await ana.event('ready');
  await ana.do('send', { to: 'bia', content: 'chosen still' });
  await bia.event('message', { content: 'chosen still' });
  await ana.do('accept-key', { user: mallorysKey });
  await ana.do('send', { to: 'bia', content: 'the other one' });
  await mallory.event('message', { content: 'the other one' });
  expect(await texts(bia)).toEqual(['before', 'by identity', 'chosen', 'chosen still']);
  expect(await texts(mallory)).toEqual(['the other one']);
});
