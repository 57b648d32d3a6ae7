import * as z from 'zod';
import { AppError, fromBase64url, toBase64url } from '../../common/base/index.ts';
import type { DeviceKey, IdentityKey } from '../../common/model/index.ts';
import { vault } from '../../common/protocol/tracker/index.ts';
import type { AccountCopy } from './device.ts';

/** An account of this installation, as `account.json` keeps it. Nothing in it is secret. */
export interface AccountFields {
  /** ws: or wss: address of the tracker. */
  readonly tracker: string;
  /** 64 hex digits, pinned at the first sign-in. */
  readonly trackerId: string;
  /** As registered. */
  readonly username: string;
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** What the tracker vouches for names with, 32 bytes. */
  readonly signKey: Uint8Array;
  /** The device certificate (W1), with what the tracker says of the name (W12). */
  readonly certificate: Uint8Array;
  /** Where it registered. */
  readonly copy?: AccountCopy;
  /** The peer port of last time: firewall rules and remembered addresses stay valid. */
  readonly listenPort?: number;
  /** The person has gone offline. */
  readonly offline?: boolean;
}

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const accountJson = z.object({
  v: z.literal(1),
  tracker: z.string().max(2048),
  trackerId: hex64,
  signKey: z.string().max(64).transform(bytesOf),
  username: z.string().min(1).max(160),
  identity: hex64.transform((text) => text as IdentityKey),
  device: hex64.transform((text) => text as DeviceKey),
  certificate: z.string().max(1024).transform(bytesOf),
  copy: z.object({ registrationRecord: z.string().max(4096), vault }).exactOptional(),
  listenPort: z.int().min(1).max(65_535).exactOptional(),
  offline: z.boolean().exactOptional(),
});

export const accountToText = (account: AccountFields): string => {
  const { tracker, trackerId, username, identity, device, copy, listenPort, offline } = account;
  const [signKey, certificate] = [toBase64url(account.signKey), toBase64url(account.certificate)];
  const fields = { tracker, trackerId, signKey, username, identity, device, certificate, copy, listenPort, offline };
  return `${JSON.stringify({ v: 1, ...fields }, null, 2)}\n`;
};

/** AppError DATA_DAMAGED, naming the file, when it is damaged; NEWER_DATA when a newer program wrote it. */
export const accountFromText = (text: string, file: string): AccountFields => {
  const json = parsed(text);
  if (newer(json)) throw new AppError('NEWER_DATA', `${file} was written by a newer version of P2P Chat.`);
  const result = accountJson.safeParse(json);
  if (!result.success) throw new AppError('DATA_DAMAGED', `The account file ${file} is damaged.`, {}, result.error);
  const { v: _, ...account } = result.data;
  return account;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const versioned = z.object({ v: z.number().gt(1) });
const newer = (json: unknown): boolean => versioned.safeParse(json).success;

function bytesOf(text: string, context: z.RefinementCtx): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes !== undefined) return bytes;
  context.addIssue('not base64url');
  return z.NEVER;
}
