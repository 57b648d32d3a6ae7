import * as z from 'zod';
import { AppError } from '../../../common/base/index.ts';
import { foldName } from '../../../common/text/index.ts';
import { verbs } from '../../../common/protocol/chat/index.ts';
import { command, type Command } from './command.ts';
import { conversationOf, name, whenKnown, where } from './conversation.ts';
import { entryLine } from './entry-line.ts';
import { credentialFields, credentials } from './password.ts';
import { peers, rooms, status } from './status.ts';

const { content, replyTo } = verbs.send.params.shape;
const { entry, emoji, on } = verbs.react.params.shape;
const { limit } = verbs.history.params.shape;

const signedIn = ({ device, identity }: { device: string; identity: string }) => ({ device, identity });
const nothing = (): object => ({});
const theEntry = ({ id }: { id: string }) => ({ entry: id });

/** Every command of the headless peer, once: what it takes, which verbs carry it out, what it answers. docs/headless.md explains them. */
export const commands = {
  register: command({
    params: credentialFields,
    verbs: ['register'],
    reply: ['device', 'identity'],
    run: (given, { chat, tracker }) => chat.register(credentials(tracker, given)).then(signedIn),
  }),
  /** Signing in again as the same user is no error. */
  login: command({
    params: credentialFields,
    verbs: ['signIn'],
    reply: ['device', 'identity'],
    run: (given, { chat, tracker }) => {
      const { account } = chat.state;
      if (account !== undefined && foldName(account.username) === foldName(given.username)) return signedIn(account);
      return chat.signIn(credentials(tracker, given)).then(signedIn);
    },
  }),
  logout: command({ params: {}, verbs: ['signOut'], reply: [], run: (_, { chat }) => chat.signOut({}).then(nothing) }),

  status: command({
    params: {},
    verbs: [],
    reply: ['tracker', 'role', 'account', 'links', 'listen', 'disk'],
    run: (_, { chat, listenHost }) => status(chat.state, listenHost),
  }),
  'list-peers': command({ params: {}, verbs: [], reply: ['peers'], run: (_, { chat }) => peers(chat.state) }),
  'list-rooms': command({ params: {}, verbs: [], reply: ['rooms'], run: (_, { chat }) => rooms(chat.state) }),

  /** The identity's name means it from now on. */
  'accept-key': command({
    params: { user: verbs.acceptKey.params.shape.identity },
    verbs: ['acceptKey'],
    reply: [],
    run: ({ user }, { chat }) => chat.acceptKey({ identity: user }).then(nothing),
  }),

  'create-room': command({
    params: {
      room: name,
      policy: z.enum(['open', 'invite']).exactOptional(),
      listed: z.boolean().exactOptional(),
      capacity: verbs.createRoom.params.shape.capacity,
    },
    verbs: ['createRoom'],
    reply: ['roomId'],
    run: ({ room, policy, listed, capacity }, { chat }) => {
      if (policy === 'invite' || listed === false) {
        throw new AppError('NOT_YET', 'rooms are open and listed in this version');
      }
      return chat
        .createRoom({ name: room, ...(capacity === undefined ? {} : { capacity }) })
        .then((roomId) => ({ roomId }));
    },
  }),
  'join-room': command({
    params: { room: name },
    verbs: ['joinRoom'],
    reply: ['roomId'],
    run: ({ room }, { chat }) => chat.joinRoom({ room }).then((roomId) => ({ roomId })),
  }),
  'leave-room': command({
    params: { room: name },
    verbs: ['leaveRoom'],
    reply: [],
    run: ({ room }, { chat }) => chat.leaveRoom({ room: chat.resolveRoom(room) }).then(nothing),
  }),
  'delete-room': command({
    params: { room: name },
    verbs: ['deleteRoom'],
    reply: [],
    run: ({ room }, { chat }) => chat.deleteRoom({ room: chat.resolveRoom(room) }).then(nothing),
  }),

  send: command({
    params: { ...where, content, replyTo },
    verbs: ['openDirect', 'send'],
    reply: ['entry', 'device'],
    run: ({ room, to, ...message }, context) => {
      const device = context.chat.state.account?.device ?? null;
      return whenKnown(conversationOf(context, { room, to }), (key) =>
        context.chat.send({ room: key, ...message }).then(({ id }) => ({ entry: id, device })),
      );
    },
  }),
  edit: command({
    params: { entry, content },
    verbs: ['edit'],
    reply: ['entry'],
    run: (change, { chat }) => chat.edit(change).then(theEntry),
  }),
  delete: command({
    params: { entry },
    verbs: ['deleteMessage'],
    reply: ['entry'],
    run: (which, { chat }) => chat.deleteMessage(which).then(theEntry),
  }),
  react: command({
    params: { entry, emoji, on: on.default(true) },
    verbs: ['react'],
    reply: ['entry'],
    run: (reaction, { chat }) => chat.react(reaction).then(theEntry),
  }),

  /** Without a conversation everything. */
  'mark-read': command({
    params: where,
    verbs: ['openDirect', 'markRead', 'markAllRead'],
    reply: [],
    run: (which, context) => {
      if (which.room === undefined && which.to === undefined) return context.chat.markAllRead({}).then(nothing);
      return whenKnown(conversationOf(context, which), (room) => context.chat.markRead({ room }).then(nothing));
    },
  }),
  history: command({
    params: { ...where, before: entry.exactOptional(), limit: limit.default(50) },
    verbs: ['openDirect', 'history'],
    reply: ['entries'],
    run: ({ before, limit: most, ...which }, context) => {
      const place = before === undefined ? {} : { place: { before } };
      return whenKnown(conversationOf(context, which), (room) =>
        context.chat
          .history({ room, limit: most, kinds: 'content', ...place })
          .then(({ rows }) => ({ entries: rows.map(entryLine) })),
      );
    },
  }),
} satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
/** The verbs of the chat that some command asks for. Those that none asks for say in their table why. */
export type AskedVerb = (typeof commands)[CommandName]['verbs'][number];
