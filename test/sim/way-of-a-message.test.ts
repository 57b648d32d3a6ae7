import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ChatEvent } from '../../common/protocol/chat/index.ts';
import { Committer } from '../../src/chat/core/replication/committer.ts';
import { ClientSession } from '../../src/engine/core/client-session.ts';
import { StatePublisher } from '../../src/engine/core/state-publisher.ts';
import { SendQueue } from '../../src/peer/core/send-queue.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { MemoryStore } from '../support/sim/memory-store.ts';
import { SimPipe } from '../support/sim/pipe.ts';
import { World } from '../support/world.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');

/** The files that the page of the architecture lists after these words, up to the next blank line. */
const listed = (begin: string): readonly string[] => {
  const at = page.indexOf(begin);
  expect(at, begin).toBeGreaterThan(-1);
  const list = page.slice(at).split('\n\n')[1] ?? '';
  return [...list.matchAll(/`([a-z][\w/.-]*\.ts)`/g)].map(([, file]) => file ?? '');
};

/** Files of `src` that are at work at this moment. */
const atWork = (): readonly string[] => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 200;
  const lines = (new Error('here').stack ?? '').split('\n');
  Error.stackTraceLimit = stackTraceLimit;
  return lines.flatMap((line) => /\/src\/([\w/-]+\.ts)/.exec(line)?.[1] ?? []);
};

const undone: (() => void)[] = [];

/** Runs something before each call of a method, until the end of the test. */
const before = (prototype: object, name: string, run: (...all: unknown[]) => void): void => {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const method: unknown = own?.value;
  if (own === undefined || typeof method !== 'function') throw new Error(`there is no ${name}`);
  const watched = function (this: unknown, ...all: unknown[]): unknown {
    run(...all);
    const result: unknown = Reflect.apply(method, this, all);
    return result;
  };
  Object.defineProperty(prototype, name, { ...own, value: watched });
  undone.push(() => Object.defineProperty(prototype, name, own));
};

const restore = (): void => {
  for (const undo of undone.splice(0)) undo();
};
afterEach(restore);

/** Wherever a message waits or leaves, who has brought it there. */
const watch = (found: Set<string>): void => {
  const note = (): void => {
    for (const file of atWork()) found.add(file);
  };
  before(Committer.prototype, 'write', note);
  before(Committer.prototype, 'receive', note);
  before(MemoryStore.prototype, 'write', note);
  // a HAVE says what is held, and is no message
  before(SendQueue.prototype, 'push', (_, lane) => {
    if (lane === 'live') note();
  });
  before(SimPipe.prototype, 'write', () => {
    if (!atWork().some((file) => file.endsWith('/have-sender.ts'))) note();
  });
  before(ClientSession.prototype, 'emit', (event) => {
    if ((event as ChatEvent).type !== 'row') return;
    note();
    // it waits there
    found.add('engine/core/client-session.ts');
  });
};

test('is the one that the architecture lists, sent and received', () => {
  const world = new World(1, { crypto: 'simulated' });
  const { mates, room } = chatTeam(world, 2);
  const [ana, bia] = mates as [ChatMate, ChatMate];
  ana.write(room, 'before');
  world.run(5000);

  const shown = bia.shown.size;
  const [sent, received] = [new Set<string>(), new Set<string>()];
  watch(sent);
  const answers: unknown[] = [];
  ana.editor.ask('send', { room, content: 'the message' }, (answer) => {
    for (const file of atWork()) sent.add(file);
    answers.push(answer);
  });
  for (let i = 0; i < 100 && answers.length === 0; i++) world.run(1);
  expect(answers).toMatchObject([{ content: 'the message', own: true }]);
  expect(bia.shown.size).toBe(shown);
  restore();
  watch(received);
  world.run(400);
  expect(bia.shown.size).toBe(shown + 1);

  const [asSent, asReceived] = [listed('A message that is sent'), listed('A message that is received')];
  expect([...sent].filter((file) => !asSent.includes(file))).toEqual([]);
  expect([...received].filter((file) => !asReceived.includes(file))).toEqual([]);
  // beside what only a real machine and a real window have
  const beside = /^(client\/service|engine\/guarded|store\/|peer\/node\/|vscode\/)/;
  expect(asSent.filter((file) => !sent.has(file) && !beside.test(file))).toEqual([]);
  expect(asReceived.filter((file) => !received.has(file) && !beside.test(file) && !file.startsWith('client/'))).toEqual(
    [],
  );
  expect(asSent.length).toBeLessThanOrEqual(22);
  expect(asReceived.length).toBeLessThanOrEqual(24);
});

test('what has come is written before anybody is told that it has: state and row are told once, together', () => {
  const world = new World(2, { crypto: 'simulated' });
  const { mates, room } = chatTeam(world, 2);
  const [ana] = mates as [ChatMate, ChatMate];
  ana.write(room, 'before');
  world.run(10_000);
  const order: string[] = [];
  before(Committer.prototype, 'receive', () => order.push('verified'));
  before(MemoryStore.prototype, 'write', () => order.push('written'));
  before(StatePublisher.prototype, 'refresh', () => order.push('told'));
  ana.write(room, 'now');
  world.run(10_000);
  restore();
  const at = order.indexOf('verified');
  expect(order.slice(at, at + 3)).toEqual(['verified', 'written', 'told']);
});
