import * as z from 'zod';
import { AppError } from '../../../common/base/index.ts';

/** What a backup holds, in this order. */
export const backupFiles = { manifest: 'manifest.json', setup: 'opaque.setup', database: 'tracker.db' } as const;

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const shape = z.object({
  v: z.literal(1),
  /** Whose it is. */
  tracker: hex64,
  /** Of the layout of the database. */
  version: z.int().min(1),
  /** When it was made, ISO 8601. */
  made: z.iso.datetime(),
  /** SHA-256 of the other two. */
  sha256: z.object({ setup: hex64, database: hex64 }),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof shape>;

/** BAD_REQUEST for anything else. */
export const readManifest = (text: string): Manifest => {
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('BAD_REQUEST', 'the backup is damaged: it does not say what it holds', {}, error);
  }
};
