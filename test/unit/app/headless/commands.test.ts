import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { asHex } from '../../../../common/model/index.ts';
import { command } from '../../../../src/app/headless/command.ts';
import { commands, type CommandName } from '../../../../src/app/headless/commands.ts';
import {
  aConversation,
  aListedRoom,
  aPerson,
  aRow,
  aState,
  device,
  entryId,
  me,
  nobody,
} from '../../../support/chat-samples.ts';
import { documentedCommands, differences } from '../../../support/headless-page.ts';
import { headlessRig } from '../../../support/headless-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const bia = { identity: asHex<typeof me>('cc'.repeat(32)), username: 'bia' };
const general = aConversation(1, { name: 'general', mine: true });
const direct = aConversation(2, {
  kind: 'direct',
  name: 'bia',
  members: [{ ...bia, presence: 'online', owner: false }],
});
const state = aState({
  conversations: [general, direct],
  discover: [aListedRoom(3)],
  people: [aPerson('bia', { identity: bia.identity, roomName: 'general' })],
  links: [{ user: 'bia', identity: bia.identity, device, route: 'direct' }],
});
const credentials = { username: 'bot', password: 'correct horse battery' };
const entry = entryId(9);

/** Every command, as often as it has ways to be carried out. */
const samples: Record<CommandName, object[]> = {
  register: [credentials],
  login: [credentials],
  logout: [{}],
  status: [{}],
  'list-peers': [{}],
  'list-rooms': [{}],
  'accept-key': [{ user: bia.identity }],
  'create-room': [{ room: 'new', policy: 'open', listed: true, capacity: 5 }],
  'join-room': [{ room: 'room 3' }],
  'leave-room': [{ room: 'general' }],
  'delete-room': [{ room: 'general' }],
  send: [
    { room: 'general', content: 'hi', replyTo: entry },
    { to: 'caio', content: 'hi' },
  ],
  edit: [{ entry, content: 'hello' }],
  delete: [{ entry }],
  react: [{ entry, emoji: '👍' }],
  'mark-read': [{ room: 'general' }, { to: 'caio' }, {}],
  history: [{ room: 'general', before: entry, limit: 5 }, { to: 'caio' }],
};

describe.each(Object.keys(samples) as CommandName[])('%s', (name) => {
  test('asks for the verbs that it names and for no other, and replies as the page has it', async () => {
    const asked = new Set<string>();
    for (const fields of samples[name]) {
      const rig = headlessRig(state);
      rig.chat.receive(general.room, aRow(9, { own: true, delivery: { n: 0, m: 1, users: [] } }));
      const reply = await rig.run(name, fields);
      expect(differences(documentedCommands.get(name)?.reply ?? [], { ...reply })).toEqual([]);
      for (const [verb] of rig.asked) asked.add(verb);
    }
    expect(asked).toEqual(new Set(commands[name].verbs));
  });

  test('without an account it is refused, unless it is about accounts or what there is to see', async () => {
    const reply = await headlessRig(nobody)
      .run(name, samples[name][0])
      .then(
        () => 'ok',
        (error: AppError) => error.code,
      );
    const free = ['register', 'login', 'logout', 'status', 'list-peers', 'list-rooms'].includes(name);
    expect(reply).toBe(free ? 'ok' : 'NOT_AUTHENTICATED');
  });
});

test('a command can use no verb that it does not name, and must reply what it names', () => {
  // @ts-expect-error: react is not named
  const other = command({ params: {}, verbs: ['signOut'], reply: [], run: (_, { chat }) => chat.react({}) });
  // @ts-expect-error: entry is missing
  const less = command({ params: {}, verbs: [], reply: ['entry'], run: () => ({}) });
  expect([other.verbs, less.reply]).toEqual([['signOut'], ['entry']]);
});

test('a login as the person who is signed in answers at once', async () => {
  const { run, asked } = headlessRig(state);
  expect(await run('login', { username: 'ANA' })).toEqual({ device, identity: me });
  expect(asked).toEqual([]);
  await run('login', credentials);
  expect(asked).toEqual([['signIn', { tracker: 'ws://127.0.0.1:6060', ...credentials }]]);
});

describe('a password in a file', () => {
  test('counts without the end of its line and the mark of its encoding', async () => {
    await using folder = await temporaryFolder();
    const { run, asked } = headlessRig(nobody);
    const files = ['a secret', 'a secret\n', 'a secret\r\n', 'a secret\r', 'a secret\u2028', '\ufeffa secret\n'];
    const wide = Buffer.from('\ufeffa secret\r\n', 'utf16le');
    for (const text of [...files, wide, Buffer.from(wide).swap16(), ' \n\n']) {
      const passwordFile = path.join(folder.path, 'password');
      writeFileSync(passwordFile, text);
      await run('register', { username: 'bot', passwordFile });
    }
    const passwords = asked.map(([, params]) => (params as { password: string }).password);
    expect(passwords).toEqual([...Array.from({ length: 8 }, () => 'a secret'), ' \n']);
  });

  test.each(['missing', 'folder', 'huge', 'long', 'unmarked', '/dev/zero', '\0'])('%s is refused', async (name) => {
    await using folder = await temporaryFolder();
    mkdirSync(path.join(folder.path, 'folder'));
    writeFileSync(path.join(folder.path, 'huge'), 'x'.repeat(4097));
    writeFileSync(path.join(folder.path, 'long'), 'x'.repeat(1025));
    writeFileSync(path.join(folder.path, 'unmarked'), Buffer.from('a secret phrase', 'utf16le'));
    const passwordFile = name.startsWith('/') ? name : path.join(folder.path, name);
    const register = headlessRig(nobody).run('register', { username: 'bot', passwordFile });
    await expect(register).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('or a password is needed', async () => {
    await expect(headlessRig(nobody).run('register', { username: 'bot' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

test('a room of another kind than this version has is for later', async () => {
  const { run, asked } = headlessRig(state);
  for (const kind of [{ policy: 'invite' }, { listed: false }]) {
    await expect(run('create-room', { room: 'new', ...kind })).rejects.toMatchObject({ code: 'NOT_YET' });
  }
  expect(asked).toEqual([]);
});

test('what the table of verbs does not allow gets to no verb', async () => {
  const { context, asked } = headlessRig(state);
  const ask = async () => context.chat.createRoom({ name: 'x'.repeat(201) });
  await expect(ask()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(asked).toEqual([]);
});
