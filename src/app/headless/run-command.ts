import { readFile } from 'node:fs/promises';
import { AppError } from '../../../common/base/index.ts';
import { foldName } from '../../../common/text/index.ts';
import type { Credentials } from '../../../common/protocol/chat/index.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../../common/model/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { Command } from './verbs.ts';

type Of<V extends Command['do']> = Extract<Command, { do: V }>;

/** Carries a command out; the answer's fields stand beside `ok`. Rejects with AppError. */
export const runCommand = async (chat: ChatService, tracker: string, command: Command): Promise<object> => {
  switch (command.do) {
    case 'register':
      return device(await chat.register(await credentials(tracker, command)));
    case 'login':
      return device(await signIn(chat, await credentials(tracker, command)));
    case 'logout':
      await chat.signOut({});
      return {};
    case 'status':
      return status(chat);
    case 'list-peers':
      return { peers: peers(chat) };
    case 'list-rooms':
      return { rooms: rooms(chat) };
    case 'create-room':
      return { roomId: await createRoom(chat, command) };
    case 'join-room':
      return { roomId: await chat.joinRoom({ room: command.room }) };
    case 'leave-room':
      await chat.leaveRoom({ room: chat.resolveRoom(command.room) });
      return {};
    case 'delete-room':
      await chat.deleteRoom({ room: chat.resolveRoom(command.room) });
      return {};
    case 'send':
      return { entry: (await send(chat, command)).id };
    case 'mark-read':
      await markRead(chat, command);
      return {};
    case 'edit':
      return { entry: (await chat.edit({ entry: asHex(command.entry), content: command.content })).id };
    case 'delete':
      return { entry: (await chat.deleteMessage({ entry: asHex(command.entry) })).id };
    case 'react':
      return { entry: (await react(chat, command)).id };
    case 'history':
      return { entries: await history(chat, command) };
  }
};

const credentials = async (tracker: string, command: Of<'register' | 'login'>): Promise<Credentials> => {
  const { username, password, passwordFile } = command;
  if (password !== undefined) return { tracker, username, password };
  if (passwordFile === undefined) throw new AppError('BAD_REQUEST', 'password or passwordFile is missing');
  const text = await readFile(passwordFile, 'utf8').catch(() => {
    throw new AppError('BAD_REQUEST', 'passwordFile cannot be read');
  });
  return { tracker, username, password: text.replace(/\r?\n$/, '') };
};

/** Signing in again as the same user is no error. */
const signIn = async (chat: ChatService, wanted: Credentials): ReturnType<ChatService['signIn']> => {
  const { account } = chat.state;
  const same = account !== undefined && foldName(account.username) === foldName(wanted.username);
  return same ? account : chat.signIn(wanted);
};

const device = ({ device: key, identity }: { device: string; identity: string }): object => ({ device: key, identity });

const status = ({ state }: ChatService): object => ({
  tracker: state.connection.state === 'waiting' ? 'reconnecting' : state.connection.state,
  links: state.links,
  listen: state.listening ?? null,
  disk: state.disk ?? 'ok',
});

const peers = ({ state }: ChatService): object[] =>
  state.people.map(({ username, identity, presence, lastSeen, roomName }) => ({
    user: username,
    identity,
    presence,
    lastSeen,
    ...(roomName === undefined ? {} : { room: roomName }),
  }));

const rooms = ({ state }: ChatService): object[] => [
  ...state.conversations
    .filter(({ kind, readOnly }) => kind === 'group' && readOnly === undefined)
    .map(({ room, name, capacity, members }) => ({
      roomId: room,
      room: name,
      owner: members.find(({ owner }) => owner)?.username,
      online: members.filter(({ presence }) => presence !== 'offline').length,
      total: members.length,
      capacity,
      joined: true,
    })),
  ...state.discover.map(({ room, name, ...rest }) => ({ roomId: room, room: name, ...rest, joined: false })),
];

const createRoom = (chat: ChatService, { room, policy, listed, capacity }: Of<'create-room'>): Promise<RoomKey> => {
  if (policy === 'invite' || listed === false) {
    throw new AppError('NOT_YET', 'rooms are open and listed in this version');
  }
  return chat.createRoom({ name: room, ...(capacity === undefined ? {} : { capacity }) });
};

const conversation = async (
  chat: ChatService,
  { room, to }: Of<'send' | 'history' | 'mark-read'>,
): Promise<RoomKey> => {
  if (room !== undefined) return chat.resolveRoom(room);
  if (to !== undefined) return chat.openDirect({ username: to });
  throw new AppError('BAD_REQUEST', 'room or to is missing');
};

const send = async (chat: ChatService, command: Of<'send'>): Promise<Row> => {
  const { content, replyTo } = command;
  const reply = replyTo === undefined ? {} : { replyTo: asHex<EntryId>(replyTo) };
  return chat.send({ room: await conversation(chat, command), content, ...reply });
};

/** Without a conversation everything. */
const markRead = async (chat: ChatService, command: Of<'mark-read'>): Promise<void> => {
  if (command.room === undefined && command.to === undefined) await chat.markAllRead({});
  else await chat.markRead({ room: await conversation(chat, command) });
};

const react = (chat: ChatService, { entry, emoji, on = true }: Of<'react'>): Promise<Row> =>
  chat.react({ entry: asHex(entry), emoji, on });

const history = async (chat: ChatService, command: Of<'history'>): Promise<object[]> => {
  const { before, limit = 50 } = command;
  const older = before === undefined ? {} : { place: { before: asHex<EntryId>(before) } };
  const { rows } = await chat.history({ room: await conversation(chat, command), limit, kinds: 'content', ...older });
  return rows.map(({ id, author, at, content, quote, delivery, kind, edited, deleted, reactions = [] }) => ({
    entry: id,
    author: author.username,
    at,
    content: content ?? null,
    ...(quote === undefined ? {} : { replyTo: quote.id }),
    ...(delivery === undefined ? {} : { delivered: delivery.users, read: delivery.readBy ?? [] }),
    edited: edited ?? false,
    deleted: kind === 'deleted',
    ...(deleted === undefined ? {} : { deletedBy: deleted.username }),
    ...(reactions.length === 0
      ? {}
      : { reactions: reactions.map(({ emoji, count, users }) => ({ emoji, count, users })) }),
  }));
};
