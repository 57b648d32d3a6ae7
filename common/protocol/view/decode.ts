import * as z from 'zod';
import { viewCommands, viewLimits } from './verbs.ts';
import type { OlderParams, SendParams, ViewCommand } from './verbs.ts';

/** Everything a page may say, for the host only: zod stays out of the page. Between our own two halves nothing unknown is let through. */

const id = z.string().regex(/^[0-9a-f]{64}$/);

export const sendParams: z.ZodType<SendParams> = z.strictObject({
  room: id,
  content: z.string().min(1).max(viewLimits.content),
  replyTo: id.exactOptional(),
});
export const olderParams: z.ZodType<OlderParams> = z.strictObject({ room: id, before: id });
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
export const commandParams: z.ZodType<{ command: ViewCommand; room?: string }> = z.strictObject({
  command: z.enum(viewCommands),
  room: id.exactOptional(),
});
export const focusParams: z.ZodType<{ chat: boolean; composer: boolean }> = z.strictObject({
  chat: z.boolean(),
  composer: z.boolean(),
});
/** What a page kept over a reload (`setState`): of it the host needs the conversation only. */
export const savedState: z.ZodType<{ room: string }> = z.looseObject({ room: id });
