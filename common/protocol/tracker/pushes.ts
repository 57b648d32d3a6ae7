import * as z from 'zod';
import { blob, certificate, entry, name, nonce, time, version } from './fields.ts';
import { trackerLimits } from './limits.ts';
import { peer, roomDetail, roomSummary } from './types.ts';

/** What the tracker says without being asked (W7). */
export const push = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('HELLO'),
    version,
    /** Raw public keys of 32 bytes, base64url: OPAQUE's and the one it signs with. Its id follows from them (`trackerIdOf`). */
    tracker: z.object({ name, opaqueKey: blob(32), signKey: blob(32) }),
    /** What a device signs to sign in, new for every connection. */
    nonce,
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
