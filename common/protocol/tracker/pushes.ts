import * as z from 'zod';
import { blob, certificate, entry, hex32, name, time, version } from './fields.ts';
import { trackerLimits } from './limits.ts';
import { peer, roomDetail, roomSummary } from './types.ts';

/** What the tracker says without being asked (W7). */
export const push = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('HELLO'),
    version,
    tracker: z.object({ id: hex32, name }),
    /** What AUTH signs: 32 bytes, base64url, new for every connection. */
    nonce: blob(32),
    time,
  }),
  z.object({
    status: z.literal('ROOM_UPDATE'),
    /** Whole for members, a summary for others. */
    room: z.union([roomDetail, roomSummary]),
    /** The new control entries and the certificates of their devices; for members. */
    certs: z.array(certificate).max(trackerLimits.pageItems).exactOptional(),
    entries: z.array(entry).max(trackerLimits.pageItems).exactOptional(),
  }),
  z.object({ status: z.literal('PEER_UPDATE'), peers: z.array(peer).max(trackerLimits.pageItems) }),
  z.object({ status: z.literal('RESTARTING'), reconnectIn: time }),
  z.object({ status: z.literal('REPLACED') }),
]);
export type Push = z.infer<typeof push>;
