import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { differences, documentedCommands, documentedEvents } from '../support/headless-page.ts';
import { password, Team } from '../support/team.ts';

const team = new Team();
let ana: HeadlessPeer;
let bia: HeadlessPeer;
let caio: HeadlessPeer;

beforeAll(async () => {
  await team.startTracker();
  [ana, bia, caio] = await Promise.all([team.registered('ana'), team.registered('bia'), team.registered('caio')]);
});
afterAll(() => team.dispose());

const marker = 'xyzzy-content-marker';

test('register: the name is taken, and a wrong password is refused', async () => {
  const other = team.peer('other');
  expect(await other.ask('register', { username: 'Ana', password })).toMatchObject({ ok: false, code: 'NAME_TAKEN' });
  expect(await other.ask('login', { username: 'ana', password: 'not this one at all' })).toMatchObject({
    ok: false,
    code: 'BAD_CREDENTIALS',
  });
  for (const how of ['register', 'login']) {
    expect(await ana.ask(how, { username: 'ana2', password })).toMatchObject({ code: 'ALREADY_SIGNED_IN' });
  }
  expect(await other.program.end('eof')).toBe(0);
});

test('a room is made, found and joined, and everybody reads everybody', async () => {
  const { roomId } = await ana.do('create-room', { room: 'general' });
  await bia.until('list-rooms', {}, ({ rooms }) => JSON.stringify(rooms).includes('general'));
  expect(await bia.do('join-room', { room: 'general' })).toMatchObject({ roomId });
  expect(await caio.do('join-room', { room: 'GENERAL' })).toMatchObject({ roomId });
  await ana.until('list-rooms', {}, ({ rooms }) => JSON.stringify(rooms).includes('"total":3'));
  await Promise.all([
    ana.event('link', { user: 'bia', up: true }),
    ana.event('link', { user: 'caio', up: true }),
    bia.event('link', { user: 'caio', up: true }),
  ]);
  const sent = await ana.do('send', { room: 'general', content: `${marker} olá` });
  await bia.event('message', { entry: sent['entry'], author: 'ana', room: 'general', roomId });
  await caio.event('message', { entry: sent['entry'], content: `${marker} olá` });
  await bia.do('send', { room: 'general', content: 'oi ana' });
  await caio.do('send', { room: 'general', content: 'e aí' });
  await ana.event('message', { content: 'oi ana' });
  await ana.event('message', { content: 'e aí' });
  await ana.until('history', { room: 'general' }, ({ entries }) => {
    const [first] = entries as { delivered: string[] }[];
    return first?.delivered.toSorted().join() === 'bia,caio';
  });
});

test('everybody sees one order', async () => {
  const orders = await Promise.all(
    [ana, bia, caio].map(async (peer) => {
      await peer.until('history', { room: 'general' }, ({ entries }) => (entries as unknown[]).length === 3);
      return peer.contents({ room: 'general' });
    }),
  );
  expect(orders[1]).toEqual(orders[0]);
  expect(orders[2]).toEqual(orders[0]);
});

test('a direct message reaches one person only', async () => {
  const { entry } = await ana.do('send', { to: 'bia', content: `${marker} só para você` });
  await bia.event('message', { entry, from: 'ana' });
  const answer = await bia.do('send', { to: 'ana', content: 'recebi' });
  await ana.event('message', { entry: answer['entry'], from: 'bia' });
  expect(caio.events.filter(({ event, from }) => event === 'message' && from !== undefined)).toEqual([]);
  expect(await ana.ask('send', { to: 'nobody', content: 'hi' })).toMatchObject({ ok: false, code: 'USER_UNKNOWN' });
});

const readBy = ({ entries }: Record<string, unknown>): string =>
  (entries as { author: string; read?: string[] }[])
    .flatMap(({ author, read = [] }) => (author === 'ana' ? read.toSorted() : []))
    .join();

test('what has been read is told to its author alone', async () => {
  expect(readBy(await ana.do('history', { to: 'bia' }))).toBe('');
  await bia.do('mark-read', { to: 'ana' });
  await ana.until('history', { to: 'bia' }, (answer) => readBy(answer) === 'bia');
  const { entries } = await ana.do('history', { to: 'bia' });
  const [{ entry }] = entries as [{ entry: string }];
  await ana.event('delivery', { entry, delivered: ['bia'], read: ['bia'] });
  await caio.do('mark-read');
  await ana.until('history', { room: 'general' }, (answer) => readBy(answer) === 'caio');
});

test('kill -9 of each peer: nothing sent is lost, and it comes back by itself', async () => {
  await bia.program.end('SIGKILL');
  await ana.event('peer', { user: 'bia', presence: 'offline' });
  const missed = await ana.do('send', { room: 'general', content: 'while bia was away' });
  bia = team.peer('bia');
  await bia.event('tracker', { state: 'connected' });
  await bia.event('message', { entry: missed['entry'] });
  expect(await bia.contents({ room: 'general' })).toEqual(await ana.contents({ room: 'general' }));
  expect(await bia.contents({ to: 'ana' })).toEqual([`${marker} só para você`, 'recebi']);

  const last = await ana.do('send', { room: 'general', content: 'last words' });
  await ana.program.end('SIGKILL');
  ana = team.peer('ana');
  await ana.event('tracker', { state: 'connected' });
  expect(await ana.contents({ room: 'general' })).toContain('last words');
  await caio.until('history', { room: 'general' }, ({ entries }) =>
    JSON.stringify(entries).includes(String(last['entry'])),
  );
});

test('a tracker killed and restarted: links live on, sessions return, rooms are still there', async () => {
  await ana.until('status', {}, ({ links }) => (links as unknown[]).length === 2);
  await team.tracker.end('SIGKILL');
  await ana.until('status', {}, ({ tracker }) => tracker === 'reconnecting');
  const { entry } = await ana.do('send', { room: 'general', content: 'without a tracker' });
  await caio.event('message', { entry });
  await team.startTracker();
  await Promise.all([ana, bia, caio].map((peer) => peer.until('status', {}, ({ tracker }) => tracker === 'connected')));
  const dora = await team.registered('dora');
  await dora.do('join-room', { room: 'general' });
  await dora.until('history', { room: 'general' }, ({ entries }) => (entries as unknown[]).length === 6);
  await dora.program.end('eof');
});

test('leaving, deleting, and what is refused', async () => {
  expect(await ana.ask('leave-room', { room: 'general' })).toMatchObject({ code: 'OWNER_CANNOT_LEAVE' });
  expect(await bia.ask('delete-room', { room: 'general' })).toMatchObject({ code: 'NOT_OWNER' });
  expect(await bia.ask('create-room', { room: 'General' })).toMatchObject({ code: 'ROOM_EXISTS' });
  expect(await bia.ask('create-room', { room: 'a\u202eb' })).toMatchObject({ code: 'NAME_INVALID' });
  expect(await bia.ask('join-room', { room: 'nowhere' })).toMatchObject({ code: 'ROOM_UNKNOWN' });
  await caio.do('leave-room', { room: 'general' });
  expect(await caio.ask('send', { room: 'general', content: 'x' })).toMatchObject({ code: 'NOT_MEMBER' });
  const { entry } = await ana.do('send', { room: 'general', content: 'caio is gone' });
  await bia.event('message', { entry });
  expect(JSON.stringify(await caio.do('history', { room: 'general' }))).not.toContain('caio is gone');
  await ana.do('delete-room', { room: 'general' });
  await bia.event('room', { room: 'general', deleted: true });
  expect(await bia.ask('send', { room: 'general', content: 'x' })).toMatchObject({ code: 'ROOM_CLOSED' });
  const { roomId } = await bia.do('create-room', { room: 'general', capacity: 2 });
  await caio.do('join-room', { room: String(roomId) });
  expect(await ana.ask('join-room', { room: String(roomId) })).toMatchObject({ code: 'ROOM_FULL' });
});

test('who leaves while the tracker is away has left when it is back, whatever happened there meanwhile', async () => {
  const { roomId } = await ana.do('create-room', { room: 'corner' });
  const room = { room: String(roomId) };
  await bia.do('join-room', room);
  await ana.until('list-rooms', {}, ({ rooms }) =>
    JSON.stringify(rooms).includes('"room":"corner","owner":"ana","online":2'),
  );
  await team.tracker.end('SIGKILL');
  await bia.until('status', {}, ({ tracker }) => tracker === 'reconnecting');
  await bia.do('leave-room', room);
  // ana is gone before she can hear of it: only the tracker's cache can tell her
  await ana.program.end('SIGKILL');
  await team.startTracker();
  // as many entries as bia holds, but not the same ones
  await caio.until('status', {}, ({ tracker }) => tracker === 'connected');
  await caio.until('join-room', room, ({ ok }) => ok === true);
  await bia.until('status', {}, ({ tracker }) => tracker === 'connected');
  ana = team.peer('ana');
  await ana.event('room', { roomId, members: ['ana', 'caio'] });
});

test('garbage on standard input is answered and does no harm', async () => {
  for (const line of ['', '{', '[]', 'null', '{"do":"fly"}', '{"id":"x","do":"status"}', '['.repeat(50_000)])
    ana.program.write(line);
  ana.program.write('{"id":7777,"do":"search","query":"x"}');
  await ana.program.line((text) => text.includes('7777') && text.includes('NOT_YET'), 'NOT_YET');
  expect(await ana.ask('history', { room: 'general', limit: 9999 })).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  expect(await ana.do('status')).toMatchObject({ tracker: 'connected' });
});

test('sign out and in; a second process on the same data is refused', async () => {
  const second = team.peer('ana');
  expect(await second.program.end('eof')).toBe(1);
  expect(second.program.stderr).toContain('LOCKED');
  await ana.do('logout');
  expect(await ana.ask('list-peers')).toMatchObject({ ok: true, peers: [] });
  const again = await ana.do('login', { username: 'ana', password });
  expect(await ana.do('login', { username: 'Ana', password })).toMatchObject({ device: again['device'] });
  expect(await ana.contents({ to: 'bia' })).toHaveLength(2);
  expect(again['device']).toMatch(/^[0-9a-f]{64}$/);
});

test('every reply and every event has the fields that docs/headless.md gives it', () => {
  const all = team.peers.flatMap(({ said }) => said);
  const wrong = all.flatMap(({ kind, name, fields }) => {
    const documented = kind === 'reply' ? documentedCommands.get(name)?.reply : documentedEvents.get(name);
    return differences(documented ?? [], fields).map((what) => `${kind} ${name}: ${what}`);
  });
  expect([...new Set(wrong)]).toEqual([]);
  const said = new Set(all.map(({ name }) => name));
  for (const name of ['list-rooms', 'list-peers', 'history', 'status', 'message', 'delivery', 'room', 'link', 'peer']) {
    expect(said).toContain(name);
  }
});

test('the tracker stores and logs neither content nor password', () => {
  for (const secret of [marker, password]) {
    expect(() => execFileSync('grep', ['-ra', secret, team.trackerData])).toThrow();
    expect(team.tracker.stderr + team.tracker.lines.join('\n')).not.toContain(secret);
  }
  expect(execFileSync('grep', ['-rac', 'ana', team.trackerData]).toString()).not.toBe('');
});
