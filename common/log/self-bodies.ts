import * as z from 'zod';
import { limits, type AuthorKey, type RoomKey } from '../model/index.ts';
import { readBodyJson } from './body-json.ts';

/** What an entry of the self room says to my other devices. */
export type SelfBody = Readonly<z.infer<typeof selfSchema>>;

const hex64 = /^[0-9a-f]{64}$/;
const hex128 = /^[0-9a-f]{128}$/;
const isAuthor = (value: unknown): boolean => typeof value === 'string' && hex128.test(value);
const isHex64 = (value: unknown): boolean => typeof value === 'string' && hex64.test(value);
const room = z.custom<RoomKey>(isHex64);
/** Seqs stay below 2^48 (W4), and so do times. */
const count = z
  .int()
  .min(0)
  .max(2 ** 48);

const selfSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('READ'),
    room,
    // entries of this author's content log below this have been read
    seen: z
      .record(z.custom<AuthorKey>(isAuthor), count)
      .refine((logs) => Object.keys(logs).length <= limits.readLogs)
      .readonly(),
  }),
  // until: milliseconds since 1970; absent = until it is taken back
  z.object({ kind: z.literal('MUTE'), room, muted: z.boolean(), until: count.exactOptional() }),
  z.object({ kind: z.literal('PIN'), room, pinned: z.boolean() }),
  // a room that is over, or that I left, stands in no list
  z.object({ kind: z.literal('HIDE'), room, hidden: z.boolean() }),
]);

/** Undefined if it cannot be read here: damaged, or of a newer version. */
export const decodeSelf = (body: Uint8Array): SelfBody | undefined => selfSchema.safeParse(readBodyJson(body)).data;
