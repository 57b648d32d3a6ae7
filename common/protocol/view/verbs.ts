import * as z from 'zod';
import type { ErrorCode } from '../../base/index.ts';
import { limits, type Row } from '../../model/index.ts';
import {
  verb,
  verbs,
  type PageVerb,
  type ParamsOf,
  type RawParamsOf,
  type Reply,
  type ReplyOf,
} from '../chat/index.ts';
import { viewCommands } from './commands.ts';
import type { FindResult, HistoryResult } from './history.ts';
import { viewLimits } from './limits.ts';
import type { FailedMessage } from './snapshot.ts';

// A page imports types of this file alone, so zod stays out of it.

const { room } = verbs.typing.params.shape;
const { entry } = verbs.edit.params.shape;
/** A message that the host keeps, by its key. */
const failed = z.strictObject({ room, key: z.string().max(100) });
const text = z.strictObject({ text: z.string().min(1).max(viewLimits.text) });
const read = ['ROOM_UNKNOWN', 'OFFLINE', 'DISK_ERROR', 'DATA_DAMAGED'] as const satisfies ErrorCode[];

/** What is only said: there is no answer, and nothing to do about a refusal. */
const notificationOf = <const P extends z.ZodType>(params: P) =>
  verb<void>()({ params, errors: [], offline: true, repeat: 'free' });

/** What a page alone may say, each about a conversation that it shows; of the chat's verbs it may call those with `page: true`. */
export const viewVerbs = {
  /** The page is there, or has missed something: it is told a snapshot. */
  ready: notificationOf(z.strictObject({})),
  history: verb<HistoryResult>()({
    params: z.strictObject({ room, place: verbs.history.params.shape.place }),
    errors: read,
    offline: true,
    repeat: 'free',
  }),
  /** Looks for a text in a part of the history; the page asks again for the next part, or does not. */
  find: verb<FindResult>()({
    params: z.strictObject({
      room,
      /** Case and accents do not count. */
      text: z.string().min(1).max(viewLimits.find),
      /** Where the part before has ended; absent = from the newest. */
      before: entry.exactOptional(),
    }),
    errors: read,
    offline: true,
    repeat: 'free',
  }),
  /** Carries out a slash command that may fail: then its words are not lost. `argument` is what stands behind its name. */
  slash: verb<SlashResult>()({
    params: z.strictObject({
      room,
      command: z.enum(['message', 'status', 'mute']),
      argument: z.string().max(viewLimits.content),
    }),
    errors: [...verbs.openDirect.errors, ...verbs.send.errors, ...verbs.mute.errors],
    offline: true,
    repeat: 'once',
  }),
  /** Sends once more what the host keeps. ENTRY_UNKNOWN if it has gone meanwhile. */
  retry: verb<Row>()({
    params: failed,
    errors: ['ENTRY_UNKNOWN', ...verbs.send.errors],
    offline: true,
    repeat: 'once',
  }),
  /** Lets go of what the host keeps. */
  discard: notificationOf(failed),
  /** Deletes a message in a moment, unless `undoDelete` comes first; meanwhile every page is told so (`deleting`). Whether that of another is meant, the host asks. */
  deleteMessage: notificationOf(z.strictObject({ room, entry })),
  undoDelete: notificationOf(z.strictObject({ room, entry })),
  /** Everything in the conversation has been on screen, with the page visible and the window in use. */
  seen: notificationOf(z.strictObject({ room })),
  /** Answers once it will be there after a restart: whether it is kept. It is nobody's while nobody is signed in. */
  draft: verb<boolean>()({
    params: z.strictObject({ room, text: z.string().max(viewLimits.draft) }),
    errors: [],
    offline: true,
    repeat: 'free',
  }),
  /** Show another conversation in this page (sidebar only). Empty = back to the list. */
  open: notificationOf(z.strictObject({ room: z.union([room, z.literal('')]) })),
  /** Run one of the extension's own commands, on a conversation or a person (an identity, or a name) if it is about one. */
  command: notificationOf(
    z.strictObject({
      command: z.enum(viewCommands),
      room: room.exactOptional(),
      user: z.string().min(1).max(viewLimits.name).exactOptional(),
    }),
  ),
  /** An emoji was taken: it is offered first from now on. */
  usedEmoji: notificationOf(z.strictObject({ emoji: z.string().min(1).max(limits.emoji) })),
  /** The focus entered or left the page or its composer (context keys). */
  focus: notificationOf(z.strictObject({ chat: z.boolean(), composer: z.boolean() })),
  /** Puts something shown into the clipboard. */
  copyText: notificationOf(text),
  /** Puts a link to a message, or to the conversation, into the clipboard. */
  copyLink: notificationOf(z.strictObject({ room, entry: entry.exactOptional() })),
  /** Puts code of a message where the cursor of the editor is. */
  insertCode: notificationOf(text),
  /** Opens a link of a message outside, once the person has seen where it leads. */
  openLink: notificationOf(
    z.strictObject({
      url: z
        .string()
        .max(viewLimits.url)
        .regex(/^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/),
    }),
  ),
};

type ViewVerbs = typeof viewVerbs;
/** Everything that a page may say. */
export type ViewVerb = keyof ViewVerbs | PageVerb;
/** What the extension's half carries out itself; of the chat's verbs, that with which it does more than hand it on. */
export type HostVerb = keyof ViewVerbs | 'send' | 'typing';
/** What goes to the engine as it is. */
export type ForwardedVerb = Exclude<ViewVerb, HostVerb>;
/** As a page writes them: ids are plain strings. */
export type RawViewParamsOf<V extends ViewVerb> = V extends keyof ViewVerbs
  ? z.input<ViewVerbs[V]['params']>
  : V extends PageVerb
    ? RawParamsOf<V>
    : never;
/** As the host reads them. */
export type ViewParamsOf<V extends ViewVerb> = V extends keyof ViewVerbs
  ? z.output<ViewVerbs[V]['params']>
  : V extends PageVerb
    ? ParamsOf<V>
    : never;
export type ViewReplyOf<V extends ViewVerb> = V extends keyof ViewVerbs
  ? Reply<ViewVerbs[V]>
  : V extends PageVerb
    ? ReplyOf<V>
    : never;

/** What a slash command has done. */
export interface SlashResult {
  /** In a sentence; empty if it is to be seen. */
  readonly words: string;
  /** The person whose conversation it happened in: an identity, or the name of somebody who is not known here. */
  readonly user?: string;
}

/** Those that nobody waits for. */
export type NotificationVerb = { [V in ViewVerb]: [ViewReplyOf<V>] extends [void] ? V : never }[ViewVerb];
/** Those that are answered. */
export type RequestVerb = Exclude<ViewVerb, NotificationVerb>;

/** What stands beside code and sentence of a refusal. */
export interface RefusalDetails {
  /** What the host keeps of a message that could not be sent. */
  readonly send: { readonly kept?: FailedMessage };
}
export type Refusal<V extends RequestVerb = RequestVerb> = {
  readonly ok: false;
  readonly code: ErrorCode;
  /** A sentence for people, in their language. */
  readonly message: string;
} & (V extends keyof RefusalDetails ? RefusalDetails[V] : unknown);
export type Answer<V extends RequestVerb> = { readonly ok: true; readonly value: ViewReplyOf<V> } | Refusal<V>;
