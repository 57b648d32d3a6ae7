import * as z from 'zod';
import {
  addressRecord,
  certificate,
  deviceCertificate,
  entry,
  hex32,
  have,
  name,
  nameRecord,
  nonce,
  opaque,
  page,
  signature,
  version,
} from './fields.ts';
import { trackerLimits } from './limits.ts';
import { ownPresence, peer, roomDetail, roomSummary, vault } from './types.ts';

const nothing = z.object({});
const next = page.exactOptional();
const entries = z.array(entry).min(1).max(trackerLimits.pageItems);
/** A reply or push: what the tracker gathered, limited by the size of its message. */
const log = z.object({ certs: z.array(certificate).max(5000), entries: z.array(entry).max(5000) });
/** What the last step of a sign-in proves itself with (W11). */
const proof = { signature, clientNonce: nonce };
const signedIn = z.object({ user: name, identity: hex32, device: hex32, nameRecord, trackerSignature: signature });
const pageOf = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(trackerLimits.pageItems);

const register = z.discriminatedUnion('step', [
  z.object({ step: z.literal('start'), version, username: name, registrationRequest: opaque }),
  z.object({
    step: z.literal('finish'),
    username: name,
    registrationRecord: opaque,
    certificate: deviceCertificate,
    vault,
    ...proof,
  }),
]);

const login = z.discriminatedUnion('step', [
  z.object({ step: z.literal('start'), version, username: name, startLoginRequest: opaque }),
  z.object({ step: z.literal('finish'), finishLoginRequest: opaque }),
  z.object({ step: z.literal('device'), certificate: deviceCertificate, ...proof }),
]);

const lookup = z
  .object({ user: name.exactOptional(), identity: hex32.exactOptional() })
  .refine(({ user, identity }) => (user === undefined) !== (identity === undefined), 'either user or identity');

/** Every verb of this version: what is asked beside `id` and `cmd`, what an OK brings beside `id` and `status` (W7). */
export const verbs = {
  REGISTER: { request: register, reply: z.union([signedIn, z.object({ registrationResponse: opaque })]) },
  LOGIN: {
    request: login,
    reply: z.union([signedIn, z.object({ user: name, identity: hex32, vault }), z.object({ loginResponse: opaque })]),
  },
  AUTH: { request: z.object({ version, username: name, device: hex32, ...proof }), reply: signedIn },
  /** After a restore of the tracker: brings a device back, and its account if that is gone too. */
  RESTORE_ACCOUNT: {
    request: z.object({
      version,
      username: name,
      nameRecord,
      account: z.object({ registrationRecord: opaque, vault }).exactOptional(),
      certificate: deviceCertificate,
      ...proof,
    }),
    reply: signedIn,
  },
  LOGOUT: { request: nothing, reply: nothing },
  ANNOUNCE: { request: z.object({ record: addressRecord }), reply: z.object({ observed: z.string().max(64) }) },
  /** Of this session; also before it signs in, so that an invisible user is not seen for a moment. */
  SET_PRESENCE: { request: z.object({ presence: ownPresence }), reply: nothing },
  LIST_PEERS: { request: z.object({ page: next }), reply: z.object({ peers: pageOf(peer), next }) },
  LOOKUP: { request: lookup, reply: z.object({ peer, certs: z.array(certificate).max(64) }) },
  LIST_ROOMS: {
    request: z.object({ page: next, query: name.exactOptional(), mine: z.literal(true).exactOptional() }),
    reply: z.object({ rooms: pageOf(z.union([roomDetail, roomSummary])), next }),
  },
  CREATE_ROOM: { request: z.object({ entry }), reply: z.object({ room: roomDetail }) },
  JOIN_ROOM: {
    request: z.object({ roomId: hex32, entries }),
    reply: log.extend({ room: roomDetail, next }),
  },
  LEAVE_ROOM: { request: z.object({ roomId: hex32, entries }), reply: nothing },
  DELETE_ROOM: { request: z.object({ roomId: hex32, entries }), reply: nothing },
  ROOM_OPS: {
    request: z.object({ roomId: hex32, have: have.exactOptional(), page: next }),
    reply: log.extend({ next }),
  },
  PUT_OPS: {
    request: z.object({ roomId: hex32, certs: z.array(certificate).max(trackerLimits.pageItems), entries }),
    reply: z.object({ have }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>;

export type Verb = keyof typeof verbs;
export type RequestOf<V extends Verb> = z.infer<(typeof verbs)[V]['request']>;
export type ReplyOf<V extends Verb> = z.infer<(typeof verbs)[V]['reply']>;

/** Words of later steps: known, but not to be had yet. */
export const laterVerbs: ReadonlySet<string> = new Set([
  'LIST_DEVICES',
  'REVOKE_DEVICE',
  'SET_VAULT',
  'CHANGE_PASSWORD',
  'DELETE_ACCOUNT',
  'SIGNAL',
  'RELAY_OPEN',
  'RELAY_ACCEPT',
  'RELAY_CLOSE',
]);
