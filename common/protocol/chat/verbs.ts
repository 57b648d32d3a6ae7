import * as z from 'zod';
import { limits, type NewSince, type RoomKey, type Row } from '../../model/index.ts';
import type { HistoryPage } from './history.ts';
import { chatLimits } from './limits.ts';
import type { Account } from './state.ts';
import {
  annotate,
  content,
  credentials,
  entry,
  identity,
  nameOrId,
  nothing,
  operate,
  place,
  post,
  read,
  room,
  signIn,
  tracker,
  write,
} from './verb-parts.ts';
import { verb } from './verb.ts';

/** Every verb of the chat, once: clients, dispatcher, fakes and pages take theirs from here. Resolving means: it is on disk. */
export const verbs = {
  register: verb<Account>()({
    params: credentials,
    errors: ['NAME_TAKEN', 'NAME_INVALID', 'BAD_CREDENTIALS', ...signIn],
    offline: false,
    repeat: 'never',
    account: true,
  }),
  /** Makes this installation a device of an existing account, or signs in again. */
  signIn: verb<Account>()({
    params: credentials,
    errors: ['BAD_CREDENTIALS', 'NAME_INVALID', ...signIn],
    offline: false,
    repeat: 'never',
    account: true,
  }),
  /** Disconnects and stops signing in at start; history and device key stay. */
  signOut: verb<void>()({ params: nothing, errors: write, offline: true, repeat: 'never', account: true }),
  /** Goes online again, or tries the tracker now instead of waiting. */
  connect: verb<void>()({
    params: nothing,
    errors: [],
    offline: true,
    repeat: 'free',
    account: true,
    noCommand: 'the tracker is tried again by itself',
  }),
  /** No tracker and no links until `connect`, also after a restart. What is here can be read, and what is written goes out later. */
  disconnect: verb<void>()({
    params: nothing,
    errors: [],
    offline: true,
    repeat: 'free',
    account: true,
    noCommand: 'a program that is to be offline is ended',
  }),
  /** What others see of me from now on, also after the next sign-in of this session. */
  setPresence: verb<void>()({
    params: z.strictObject({ presence: z.enum(['online', 'away', 'dnd', 'invisible']) }),
    errors: [],
    offline: true,
    repeat: 'free',
    account: true,
    noCommand: 'a program is online while it runs',
  }),
  /** Whether authors learn what I have read, and I what they have. What they have learned stays. */
  setReadReceipts: verb<void>()({
    params: z.strictObject({ on: z.boolean() }),
    errors: [],
    offline: true,
    repeat: 'free',
    account: true,
    noCommand: 'a program says itself what it has read, by mark-read',
  }),

  /** Offline it stands here, and at the tracker from the next sign-in on. */
  createRoom: verb<RoomKey>()({
    params: z.strictObject({ name: nameOrId, capacity: z.int().exactOptional() }),
    errors: ['NAME_INVALID', 'ROOM_EXISTS', ...operate],
    offline: true,
    repeat: 'once',
  }),
  /** By name or by id. ROOM_FULL: joined, waiting for a place. */
  joinRoom: verb<RoomKey>()({
    params: z.strictObject({ room: nameOrId }),
    errors: ['ROOM_AMBIGUOUS', 'ROOM_FULL', ...operate],
    offline: false,
    repeat: 'once',
  }),
  /** `undoable`: it shows as left, and is carried out in a moment (`undoTime`) unless `undoLeaveRoom` comes first. */
  leaveRoom: verb<void>()({
    params: z.strictObject({ room, undoable: z.boolean().exactOptional() }),
    errors: ['NOT_MEMBER', 'OWNER_CANNOT_LEAVE', ...operate],
    offline: true,
    repeat: 'once',
  }),
  /** Answers whether it was in time. */
  undoLeaveRoom: verb<boolean>()({
    params: z.strictObject({ room }),
    errors: [],
    offline: true,
    repeat: 'free',
    noCommand: 'a program means what it says',
  }),
  deleteRoom: verb<void>()({
    params: z.strictObject({ room }),
    errors: ['NOT_OWNER', ...operate],
    offline: true,
    repeat: 'once',
  }),
  /** The direct conversation with a user, by name or identity, made if need be. OFFLINE for a person never seen. */
  openDirect: verb<RoomKey>()({
    params: z.strictObject({ user: nameOrId }),
    errors: ['USER_UNKNOWN', 'USER_AMBIGUOUS', 'BAD_REQUEST', ...tracker],
    offline: true,
    repeat: 'free',
  }),
  /** From now on the name that this person shares with others means this person, on this device. */
  acceptKey: verb<void>()({
    params: z.strictObject({ identity }),
    errors: ['USER_UNKNOWN', ...write],
    offline: true,
    repeat: 'free',
  }),

  send: verb<Row>()({
    params: z.strictObject({ room, content, replyTo: entry.exactOptional() }),
    errors: post,
    offline: true,
    repeat: 'once',
    page: true,
  }),
  /** A message of mine gets another text. Answers with the message as it stands then, as the two below do. */
  edit: verb<Row>()({
    params: z.strictObject({ entry, content }),
    errors: ['NOT_AUTHOR', ...annotate],
    offline: true,
    repeat: 'once',
    page: true,
  }),
  /** My own, or anybody's in a room that I own. Its text goes from every disk that hears of it. */
  deleteMessage: verb<Row>()({
    params: z.strictObject({ entry }),
    errors: ['NOT_AUTHOR', ...annotate],
    offline: true,
    repeat: 'once',
  }),
  /** Puts an emoji on a message, or takes it away. BAD_REQUEST for no emoji, TOO_LARGE for too many. */
  react: verb<Row>()({
    params: z.strictObject({ entry, emoji: z.string().min(1).max(limits.emoji), on: z.boolean() }),
    errors: annotate,
    offline: true,
    repeat: 'once',
    page: true,
  }),

  /** Lines of a conversation, newest last; without a place the newest. `all` brings the discreet membership lines too. */
  history: verb<HistoryPage>()({
    params: z.strictObject({
      room,
      place: place.exactOptional(),
      limit: z.int().min(1).max(chatLimits.pageRows),
      kinds: z.enum(['content', 'all']),
    }),
    errors: ['ROOM_UNKNOWN', ...read],
    offline: true,
    repeat: 'free',
  }),
  /** The first unread message, in order; undefined when there is none. */
  newSince: verb<NewSince | undefined>()({
    params: z.strictObject({ room }),
    errors: ['ROOM_UNKNOWN', ...read],
    offline: true,
    repeat: 'free',
    noCommand: 'where a reader was is what an editor shows',
  }),
  /** Messages that are dated too far ahead are shown all the same, those that are here now. */
  showAside: verb<void>()({
    params: z.strictObject({ room }),
    errors: ['ROOM_UNKNOWN'],
    offline: true,
    repeat: 'free',
    noCommand: 'whether to look at them is for a person to say',
    page: true,
  }),
  /** Everything held of the conversation has been read, for all devices of mine. */
  markRead: verb<void>()({ params: z.strictObject({ room }), errors: [], offline: true, repeat: 'free' }),
  /** `undoable`: nothing counts as unread any more, and nobody hears of it for a moment (`undoTime`): then `undoMarkAllRead` is too late. */
  markAllRead: verb<void>()({
    params: z.strictObject({ undoable: z.boolean().exactOptional() }),
    errors: [],
    offline: true,
    repeat: 'free',
  }),
  /** Answers whether it was in time. */
  undoMarkAllRead: verb<boolean>()({
    params: nothing,
    errors: [],
    offline: true,
    repeat: 'free',
    noCommand: 'a program means what it says',
  }),
  /** What can still be undone is carried out now. */
  settle: verb<void>()({
    params: nothing,
    errors: [],
    offline: true,
    repeat: 'free',
    noCommand: 'a program leaves nothing open',
  }),
  /** The conversation stands before the others, or not any more; for all devices of mine, as the two below. */
  pin: verb<void>()({
    params: z.strictObject({ room, pinned: z.boolean() }),
    errors: ['ROOM_UNKNOWN', ...write],
    offline: true,
    repeat: 'free',
    noCommand: 'a program shows no list',
    page: true,
  }),
  /** A room that was deleted, or that I left, stands in no list any more, or again. BAD_REQUEST for another one. */
  hide: verb<void>()({
    params: z.strictObject({ room, hidden: z.boolean() }),
    errors: ['ROOM_UNKNOWN', ...write],
    offline: true,
    repeat: 'free',
    noCommand: 'a program shows no list',
  }),
  /** No notification is wanted for the conversation, until then (milliseconds since 1970) or for good; or again. */
  mute: verb<void>()({
    params: z.strictObject({ room, muted: z.boolean(), until: z.int().min(0).exactOptional() }),
    errors: ['ROOM_UNKNOWN', ...write],
    offline: true,
    repeat: 'free',
    noCommand: 'a program is told everything and notifies nobody',
  }),
  /** I am writing: those linked with me see it for a few seconds. Said as often as one likes, sent at most once in 3 s. */
  typing: verb<void>()({
    params: z.strictObject({ room }),
    errors: [],
    offline: true,
    repeat: 'free',
    page: true,
    noCommand: 'a program has its text at once',
  }),
};
