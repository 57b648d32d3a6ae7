import * as z from 'zod';
import type { EditParams, ReactParams } from './amending.ts';
import type { FindParams } from './finding.ts';
import { viewCommands, viewLimits } from './verbs.ts';
import type { HistoryParams, SendParams, ViewCommand } from './verbs.ts';

/** Everything a page may say, for the host only: zod stays out of the page. Between our own two halves nothing unknown is let through. */

const id = z.string().regex(/^[0-9a-f]{64}$/);

export const sendParams: z.ZodType<SendParams> = z.strictObject({
  room: id,
  content: z.string().min(1).max(viewLimits.content),
  replyTo: id.exactOptional(),
});
export const editParams: z.ZodType<EditParams> = z.strictObject({
  entry: id,
  content: z.string().min(1).max(viewLimits.content),
});
export const reactParams: z.ZodType<ReactParams> = z.strictObject({
  entry: id,
  emoji: z.string().min(1).max(viewLimits.emoji),
  on: z.boolean(),
});
export const deleteParams: z.ZodType<{ room: string; entry: string }> = z.strictObject({ room: id, entry: id });
export const undoDeleteParams: z.ZodType<{ entry: string }> = z.strictObject({ entry: id });
export const failedParams: z.ZodType<{ room: string; key: string }> = z.strictObject({
  room: id,
  key: z.string().max(100),
});
export const historyParams: z.ZodType<HistoryParams> = z.strictObject({
  room: id,
  place: z
    .union([
      z.strictObject({ before: id }),
      z.strictObject({ after: id }),
      z.strictObject({ around: id }),
      z.strictObject({ at: z.int().min(0) }),
    ])
    .exactOptional(),
});
export const findParams: z.ZodType<FindParams> = z.strictObject({
  room: id,
  text: z.string().min(1).max(viewLimits.find),
  before: id.exactOptional(),
});
export const typingParams: z.ZodType<{ room: string }> = z.strictObject({ room: id });
export const copyLinkParams: z.ZodType<{ room: string; entry?: string }> = z.strictObject({
  room: id,
  entry: id.exactOptional(),
});
export const textParams: z.ZodType<{ text: string }> = z.strictObject({ text: z.string().min(1).max(viewLimits.text) });
export const linkParams: z.ZodType<{ url: string }> = z.strictObject({
  url: z
    .string()
    .max(viewLimits.url)
    .regex(/^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/),
});
export const seenParams: z.ZodType<{ room: string }> = z.strictObject({ room: id });
export const draftParams: z.ZodType<{ room: string; text: string }> = z.strictObject({
  room: id,
  text: z.string().max(viewLimits.draft),
});
/** Empty = back to the list. */
export const openParams: z.ZodType<{ room: string }> = z.strictObject({ room: z.union([id, z.literal('')]) });
export const commandParams: z.ZodType<{ command: ViewCommand; room?: string; user?: string }> = z.strictObject({
  command: z.enum(viewCommands),
  room: id.exactOptional(),
  user: z.string().min(1).max(viewLimits.name).exactOptional(),
});
export const focusParams: z.ZodType<{ chat: boolean; composer: boolean }> = z.strictObject({
  chat: z.boolean(),
  composer: z.boolean(),
});
/** What a page kept over a reload (`setState`): of it the host needs the conversation only. */
export const savedState: z.ZodType<{ room: string }> = z.looseObject({ room: id });
