import * as z from 'zod';
import { checkName } from '../../text/index.ts';

const shape = z.object({
  ok: z.literal(true),
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().refine((name) => checkName(name) !== undefined),
});

/** A tracker's answer to whoever asks who it is, before anybody connects. */
export interface TrackerHealth {
  /** 64 hex digits. */
  readonly id: string;
  /** What it calls itself. */
  readonly name: string;
}

/** The answer to GET /healthz as that of a tracker; undefined if it is none. */
export const decodeHealth = (status: number | undefined, body: string): TrackerHealth | undefined => {
  if (status !== 200) return undefined;
  try {
    const { id, name } = shape.parse(JSON.parse(body));
    return { id, name };
  } catch {
    return undefined;
  }
};
