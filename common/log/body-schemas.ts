import * as z from 'zod';
import { fromBase64url } from '../base/index.ts';
import { limits, type DeviceKey, type EntryId, type IdentityKey } from '../model/index.ts';
import { checkName, isEmoji } from '../text/index.ts';
import { readNameRecord } from './name-record.ts';

/** Shapes of W3. Fields of later versions are ignored. */

const isHex = (digits: number) => {
  const shape = new RegExp(`^[0-9a-f]{${digits}}$`);
  return (value: unknown): boolean => typeof value === 'string' && shape.test(value);
};
const isHex64 = isHex(64);
const entryId = z.custom<EntryId>(isHex64);
const identityKey = z.custom<IdentityKey>(isHex64);
const deviceKey = z.custom<DeviceKey>(isHex64);
const inviteKey = z.custom<string>(isHex64);
const nonce = z.custom<string>(isHex(32));
const name = z.string().refine((text) => checkName(text) !== undefined);
const text = z.string().refine((value) => value.isWellFormed());
const count = z.int().min(0);
const blob = (bytes: number): z.ZodString =>
  z
    .string()
    .length(Math.ceil((bytes * 4) / 3))
    .refine((value) => fromBase64url(value) !== undefined);

const after = z
  .array(entryId)
  .max(limits.after)
  .refine((ids) => ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id))
  .readonly();
// who it is, as the tracker says (W12)
const record = z.string().refine((value) => readNameRecord(value) !== undefined);
const cut = z.record(deviceKey, count).readonly();

// whom the author meant by the names in the text
const mentions = z.array(identityKey).max(limits.mentions).readonly().exactOptional();

// when it was written, where the stamp says something later; milliseconds since 1970
const at = count.max(2 ** 48 - 1).exactOptional();

export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('MESSAGE'), content: text, replyTo: entryId.exactOptional(), mentions, at }),
  // what the message `entry` says from now on; what it answers stays
  z.object({ kind: z.literal('EDIT'), entry: entryId, content: text, mentions, at }),
  // the message `entry` goes, and with it these edits of it
  z.object({
    kind: z.literal('DELETE'),
    entry: entryId,
    edits: z.array(entryId).max(limits.deletedEdits).readonly().exactOptional(),
  }),
  // says nothing: its stamp pulls the earlier ones of its log back
  z.object({ kind: z.literal('CLOCK') }),
  z.object({ kind: z.literal('REACT'), entry: entryId, emoji: z.string().refine(isEmoji), on: z.boolean() }),
]);

const genesis = z.object({
  kind: z.literal('GENESIS'),
  after: after.refine((ids) => ids.length === 0),
  v: z.literal(1),
  nonce,
  owner: identityKey,
  policy: z.enum(['open', 'invite']),
  capacity: z.int().min(limits.minCapacity).max(limits.maxCapacity),
  // an unlisted room has its name elsewhere
  name: z.union([z.literal(''), name]),
});
const invite = z.object({ key: inviteKey, sig: blob(64) }).readonly();

export const controlSchema = z.discriminatedUnion('kind', [
  genesis,
  z.object({ kind: z.literal('JOIN'), after, invite: invite.exactOptional() }),
  z.object({ kind: z.literal('LEAVE'), after }),
  z.object({ kind: z.literal('ADD'), after, record }),
  z.object({ kind: z.literal('REMOVE'), after, identity: identityKey, cut }),
  z.object({ kind: z.literal('INVITE'), after, key: inviteKey, uses: z.int().min(1), expires: count }),
  z.object({ kind: z.literal('UNINVITE'), after, key: inviteKey }),
  z.object({ kind: z.literal('REVOKE'), after, revocation: blob(137), cut: count }),
  z.object({ kind: z.literal('CLOSE'), after }),
  // says nothing: whoever has a seat in its past keeps it
  z.object({ kind: z.literal('SEAL'), after }),
]);

/** What every control body has, of whatever version. */
export const anyControlSchema = z.object({ kind: z.string().max(64), after });
