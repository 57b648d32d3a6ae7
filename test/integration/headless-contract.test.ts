import * as fc from 'fast-check';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../support/fixed-seed.ts';
import type { HeadlessPeer, Json } from '../support/headless-peer.ts';
import { LineProgram } from '../support/line-program.ts';
import { noEntry, oddLine } from '../support/odd-lines.ts';
import { password, Team } from '../support/team.ts';

const team = new Team();
let ana: HeadlessPeer;
let bia: HeadlessPeer;
const room = { room: 'general' };

beforeAll(async () => {
  await team.startTracker();
  [ana, bia] = await Promise.all([team.registered('ana'), team.registered('bia')]);
  await ana.do('create-room', room);
  await bia.until('join-room', room, ({ ok }) => ok === true);
  await ana.event('link', { user: 'bia', up: true });
});
afterAll(() => team.dispose());

/** Everything in one piece; answers once the commands with these ids have their replies. */
const writeAll = async (peer: HeadlessPeer, lines: readonly string[], ids: readonly number[]): Promise<Json[]> => {
  const waiting = new Set(ids);
  const replies: Json[] = [];
  const all = peer.program.line((text) => {
    const line = JSON.parse(text) as Json;
    if (waiting.delete(Number(line['id']))) replies.push(line);
    return waiting.size === 0;
  }, 'all replies');
  peer.program.write(lines.join('\n'));
  await all;
  return replies;
};

const numbered = (first: number, commands: readonly Json[]): { lines: string[]; ids: number[] } => ({
  lines: commands.map((command, n) => JSON.stringify({ id: first + n, ...command })),
  ids: commands.map((_, n) => first + n),
});

test('what is written stands in the order of the commands, whoever has to be found first', async () => {
  const contents = Array.from({ length: 30 }, (_, n) => String(n));
  const toBia = contents.map((content) => ({ do: 'send', to: content.endsWith('5') ? 'BIA' : 'bia', content }));
  const toAll = contents.map((content) => ({ do: 'send', ...room, content }));
  const mixed = toBia.flatMap((one, n) => [one, toAll[n] ?? one]);
  const { lines, ids } = numbered(100_000, mixed);
  const replies = await writeAll(ana, lines, ids);
  expect(replies.filter(({ ok }) => ok !== true)).toEqual([]);
  expect(await ana.contents({ to: 'bia' })).toEqual(contents);
  expect(await ana.contents(room)).toEqual(contents);
});

test('last words before one leaves are taken', async () => {
  await Promise.all([bia.do('send', { ...room, content: 'bye' }), bia.do('leave-room', room)]);
  expect((await bia.contents(room)).at(-1)).toBe('bye');
  expect(await bia.ask('send', { ...room, content: 'too late' })).toMatchObject({ code: 'NOT_MEMBER' });
  await bia.do('join-room', room);
});

test('any number may be under way', async () => {
  const { lines, ids } = numbered(
    200_000,
    Array.from({ length: 10_000 }, () => ({ do: 'list-rooms' })),
  );
  const replies = await writeAll(ana, lines, ids);
  expect(replies.filter(({ ok }) => ok !== true)).toEqual([]);
});

test('a line above 1 MiB is refused, and the next one is none the worse', async () => {
  const command = JSON.stringify({ id: 300_000, do: 'status', padding: '' });
  const padded = (bytes: number): string => command.replace('""', `"${'x'.repeat(bytes - command.length)}"`);
  const most = 1024 * 1024;
  ana.program.write(padded(most + 1));
  await ana.program.line((text) => text.includes('a line has at most 1 MiB'), 'refusal');
  expect(await writeAll(ana, [padded(most)], [300_000])).toMatchObject([{ ok: true }]);
});

/** Who signs out, or has no room any more, has less to go wrong. */
const ends = (line: string): boolean =>
  line.includes('"do":"logout"') || (/"do":"(leave|delete)-room"/.test(line) && /"general"/i.test(line));

test('no input gives INTERNAL, and each command one reply', async () => {
  const { entry } = await ana.do('send', { ...room, content: 'a message to do things with' });
  const odd = fc.sample(oddLine, cases(1500)).filter((line) => !ends(line));
  // every other one is about a message that is there
  const known = odd.map((line, n) => {
    const isKept = n % 2 === 0 && !line.includes('"do":"delete"');
    return JSON.parse(isKept ? line.replaceAll(noEntry, String(entry)) : line) as Json;
  });
  const { lines, ids } = numbered(400_000, known);
  const garbage = fc.sample(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), cases(500));
  const all = lines.flatMap((line, n) => [line, garbage[n] ?? '']);
  // whose `do` is no text gets a reply without its number
  const isCommand = (id: number): boolean => typeof known[id - 400_000]?.['do'] === 'string';
  const replies = await writeAll(ana, all, ids.filter(isCommand));
  expect(replies.filter(({ code }) => code === 'INTERNAL')).toEqual([]);
  const done = new Set(replies.flatMap(({ id, ok }) => (ok === true ? [known[Number(id) - 400_000]?.['do']] : [])));
  for (const name of ['create-room', 'join-room', 'send', 'edit', 'react', 'history', 'mark-read', 'list-peers']) {
    expect(done).toContain(name);
  }
  await ana.do('status');
  const numbers = ana.program.lines
    .map((text) => Number((JSON.parse(text) as Json)['id']))
    .filter((id) => id >= 400_000);
  const inOrder = numbers.toSorted((a, b) => a - b);
  expect(inOrder).toEqual(ids.filter(isCommand));
  expect(ana.program.stderr).not.toContain('INTERNAL');
});

test('while the tracker is away: ready, then the tracker, and what is written is kept', async () => {
  await ana.program.end('eof');
  await team.tracker.end('SIGKILL');
  ana = team.peer('ana');
  expect(await ana.ask('send', { ...room, content: 'offline' })).toMatchObject({ ok: true });
  expect(ana.events.slice(0, 2)).toMatchObject([
    { event: 'ready', version: '1.0.0', listen: '127.0.0.1:0', role: 'leader' },
    { event: 'tracker', state: expect.stringMatching(/^(offline|reconnecting)$/) },
  ]);
  expect(await ana.ask('join-room', { room: 'nowhere' })).toMatchObject({ ok: false, code: 'OFFLINE' });
  await team.startTracker();
  await ana.event('tracker', { state: 'connected' });
});

test('a signal: what waits for the tracker is told that it ends', async () => {
  team.tracker.child.kill('SIGSTOP');
  const waiting = ana.ask('join-room', { room: 'nowhere' });
  await ana.do('status');
  expect(await ana.program.end('SIGTERM')).toBe(0);
  team.tracker.child.kill('SIGCONT');
  expect(await waiting).toMatchObject({ ok: false, code: expect.stringMatching(/^(OFFLINE|ENGINE_LOST)$/) });
});

test.skipIf(!existsSync('/dev/full'))('a log that cannot be written does no harm', async () => {
  ana = team.peer('ana', ['sh', '-c', 'exec "$@" 2>/dev/full', 'sh']);
  await ana.event('tracker', { state: 'connected' });
  expect(await ana.program.end('eof')).toBe(0);
});

test('nor does one that nobody reads any more', async () => {
  ana = team.peer('ana');
  ana.program.child.stderr?.destroy();
  await ana.event('tracker', { state: 'connected' });
  expect(await ana.program.end('eof')).toBe(0);
});

test('a bad command line: one sentence, exit code 2, and no line', async () => {
  const data = path.join(team.folder, 'none');
  const wrong = [[], ['--tracker', 'http://x'], ['--routes', 'direct'], ['--proxy', 'http://x'], ['--lead-only']];
  for (const args of wrong) {
    const program = new LineProgram('headless', [
      '--tracker',
      team.url,
      '--data',
      data,
      ...(args.length === 0 ? ['--fly'] : args),
    ]);
    expect(await program.end('eof')).toBe(2);
    expect(program.stderr).toMatch(/^[^\n]+; usage: [^\n]+\n$/);
    expect(program.lines).toEqual([]);
  }
  expect(existsSync(data)).toBe(false);
});

test('somebody else cannot sign in on the data of somebody', async () => {
  ana = team.peer('ana');
  await ana.event('tracker', { state: 'connected' });
  expect(await ana.ask('login', { username: 'bia', password })).toMatchObject({ code: 'ALREADY_SIGNED_IN' });
});

test('odd names and passwords give no INTERNAL either', async () => {
  const other = team.peer('other');
  const names = ['\ud800', ' ', 'x'.repeat(200), '__proto__'];
  const passwords = ['\ud800'.repeat(10), '\0'.repeat(10), 'ã'.repeat(1024), password];
  const codes = new Set<unknown>();
  for (const how of ['login', 'register']) {
    for (const [n, username] of names.entries()) {
      const reply = await other.ask(how, { username, password: passwords[n % passwords.length] });
      codes.add(reply['code']);
      if (reply['ok'] === true) await other.do('logout');
    }
  }
  expect(codes).toContain('NAME_INVALID');
  expect(codes).not.toContain('INTERNAL');
});

test.skipIf(process.platform === 'win32')('ready does not wait for data that takes long to open', async () => {
  const accounts = path.join(team.folder, 'slow', 'accounts');
  mkdirSync(accounts, { recursive: true });
  // whoever reads it waits until somebody writes
  execFileSync('mkfifo', [path.join(accounts, 'current')]);
  const slow = team.peer('slow');
  await slow.event('ready');
  expect(slow.program.lines).toHaveLength(1);
  await slow.program.end('SIGKILL');
});

test('a signal does not wait for a reader who reads no more', async () => {
  const args = ['--tracker', team.url, '--data', path.join(team.folder, 'unread')];
  const child = spawn(process.execPath, ['dist/headless.js', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exit = once(child, 'exit');
  // once this has been taken nearly all of it is answered, with more than fits into a pipe
  const commands = '{"do":"status"}\n'.repeat(30_000);
  await new Promise((resolve) => child.stdin.write(commands, resolve));
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  child.stdout.destroy();
});
