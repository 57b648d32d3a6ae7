import * as z from 'zod';
import { certificateBytes, deviceCertificateBytes, nameRecordBytes } from '../../log/index.ts';
import { limits } from '../../model/index.ts';

const ofBytes = (bytes: number): number => Math.ceil((bytes * 4) / 3);
const base64url = /^[A-Za-z0-9_-]*$/;

/** Lowercase hex of 32 bytes: keys, room keys, the tracker's id. */
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
/** base64url without padding of exactly, or of at most, so many bytes. */
export const blob = (bytes: number): z.ZodString => z.string().length(ofBytes(bytes)).regex(base64url);
const blobUpTo = (bytes: number): z.ZodString => z.string().min(1).max(ofBytes(bytes)).regex(base64url);

export const signature = blob(64);
/** 32 bytes that are new each time. */
export const nonce: z.ZodString = blob(32);
/** W12. */
export const nameRecord: z.ZodString = blobUpTo(nameRecordBytes);
/** W1. */
export const deviceCertificate: z.ZodString = blobUpTo(deviceCertificateBytes);
/** W12 and W1. */
export const certificate: z.ZodString = blobUpTo(certificateBytes);
/** W10: at most 8 addresses of 55 bytes. */
export const addressRecord = blobUpTo(1 + 32 + 8 + 8 + 1 + 8 * 56 + 64);
/** header ‖ signature ‖ body. */
export const entry = blobUpTo(135 + 64 + limits.body);
/** Messages and records of OPAQUE, as the library writes them; the largest has 320 bytes. */
export const opaque = blobUpTo(512);

/** Names are judged by `checkName`, with an error of their own; here they only must not be huge. */
export const name = z.string().max(256);
export const time = z.int().min(0);
export const count = z.int().min(0);
export const version = z.array(z.int().min(0).max(65_535)).length(2);
export const page = z.string().min(1).max(512);

/** Control entries held of each log, by its device and then its log id. */
export const have = z
  .record(z.string().regex(/^[0-9a-f]{96}$/), count)
  .refine((counts) => Object.keys(counts).length <= 4096, 'too many logs in have');
