import * as z from 'zod';
import { checkName } from '../../text/index.ts';

const shape = z.object({
  ok: z.literal(true),
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().refine((name) => checkName(name) !== undefined),
});

const unnamed = z.strictObject({ ok: z.literal(true), version: z.string().max(40).optional() });

/** A tracker's answer to whoever asks who it is, before anybody connects. */
export interface TrackerHealth {
  /** 64 hex digits. */
  readonly id: string;
  /** What it calls itself. */
  readonly name: string;
}

/** The answer to GET /healthz as that of a tracker, which tells its name to some Hosts only; undefined if it is none. */
export const decodeHealth = (status: number | undefined, body: string): TrackerHealth | 'unnamed' | undefined => {
  if (status !== 200) return undefined;
  try {
    const said: unknown = JSON.parse(body);
    if (unnamed.safeParse(said).success) return 'unnamed';
    const { id, name } = shape.parse(said);
    return { id, name };
  } catch {
    return undefined;
  }
};
