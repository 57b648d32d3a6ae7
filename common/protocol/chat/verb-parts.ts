import * as z from 'zod';
import type { ErrorCode } from '../../base/index.ts';
import type { EntryId, IdentityKey, RoomKey } from '../../model/index.ts';
import { chatLimits } from './limits.ts';

/** What verbs have in common: shapes of parameters, and errors. */

const hex = /^[0-9a-f]{64}$/;
export const room = z.string().regex(hex) as unknown as z.ZodType<RoomKey, string>;
export const entry = z.string().regex(hex) as unknown as z.ZodType<EntryId, string>;
export const identity = z.string().regex(hex) as unknown as z.ZodType<IdentityKey, string>;
export const content = z.string().max(chatLimits.content);
export const nameOrId = z.string().max(chatLimits.name);
export const nothing = z.strictObject({});
export const place = z.union([
  z.strictObject({ before: entry }),
  z.strictObject({ after: entry }),
  z.strictObject({ around: entry }),
  z.strictObject({ at: z.int().min(0) }),
]);
export const credentials = z.strictObject({
  /** ws: or wss: address. */
  tracker: z.string().max(chatLimits.address),
  username: nameOrId,
  password: z.string().max(chatLimits.password),
});

/** A signed entry did not get to the disk. */
export const write = ['DISK_FULL', 'DISK_ERROR'] as const satisfies ErrorCode[];
export const read = ['DISK_ERROR', 'DATA_DAMAGED'] as const satisfies ErrorCode[];
/** What is written must be allowed in its conversation. */
export const post = ['ROOM_UNKNOWN', 'NOT_MEMBER', 'ROOM_CLOSED', 'VERSION', 'TOO_LARGE', ...write] as const;
export const annotate = ['ENTRY_UNKNOWN', 'DATA_DAMAGED', ...post] as const;
export const tracker = [
  'OFFLINE',
  'TRACKER_UNREACHABLE',
  'TRACKER_FULL',
  'TRACKER_CHANGED',
  'ACCOUNT_LOST',
  'VERSION',
  'REVOKED',
] as const;
export const signIn = [...tracker, ...write, 'DATA_DAMAGED', 'NEWER_DATA', 'LOCKED', 'ALREADY_SIGNED_IN'] as const;
/** A room operation goes to the tracker at once if it can, and later if it cannot. */
export const operate = ['ROOM_UNKNOWN', 'ROOM_CLOSED', 'BAD_OPERATION', 'BANNED', ...tracker, ...write] as const;
