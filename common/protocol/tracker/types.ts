import * as z from 'zod';
import { limits } from '../../model/index.ts';
import { addressRecord, blob, count, hex32, name, time } from './fields.ts';

/** The identity's seed, locked with a key that only the password gives. The tracker cannot open it. */
export const vault = z.object({ v: z.literal(1), salt: blob(32), iv: blob(12), ct: blob(48) });
export type Vault = z.infer<typeof vault>;

const device = z.object({
  device: hex32,
  online: z.boolean(),
  lastSeen: time,
  /** W10, base64url, as the device made it. */
  record: addressRecord.exactOptional(),
  /** The address from which the device reaches the tracker. */
  observed: z.string().max(64).exactOptional(),
});
export type DeviceInfo = z.infer<typeof device>;

/** What a session says of itself. */
export const ownPresence = z.enum(['online', 'away', 'dnd', 'invisible']);
export type OwnPresence = z.infer<typeof ownPresence>;

/** What is said of people; `invisible` only to themselves: everybody else reads `offline`. */
const presence = z.enum([...ownPresence.options, 'offline']);
const devices = z.array(device).max(64);

export const peer = z.object({
  user: name,
  identity: hex32,
  presence,
  lastSeen: time,
  /** The listed room joined last. */
  room: z.object({ roomId: hex32, name }).exactOptional(),
  devices: devices.exactOptional(),
});
export type PeerInfo = z.infer<typeof peer>;

export const roomSummary = z.object({
  roomId: hex32,
  name,
  owner: z.object({ user: name, identity: hex32 }),
  policy: z.enum(['open', 'invite']),
  capacity: z.int().min(limits.minCapacity).max(limits.maxCapacity),
  listed: z.boolean(),
  online: count,
  total: count,
  /** The owner has closed it. */
  deleted: z.literal(true).exactOptional(),
});
export type RoomSummary = z.infer<typeof roomSummary>;

export const roomDetail = roomSummary.extend({
  /** Number of control entries the tracker holds. */
  ops: count,
  members: z.array(z.object({ user: name, identity: hex32, presence, devices })).max(limits.maxCapacity),
});
export type RoomDetail = z.infer<typeof roomDetail>;
