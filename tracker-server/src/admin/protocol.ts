import * as z from 'zod';

/** What may be asked of a running tracker over its socket: one line of JSON, answered by one. */
export const adminRequest = z.discriminatedUnion('command', [
  z.object({ command: z.literal('status') }),
  /** `file`: absolute. */
  z.object({ command: z.literal('backup'), file: z.string().min(1).max(4096) }),
]);
export type AdminRequest = z.infer<typeof adminRequest>;

export const adminReply = z.union([
  z.object({ ok: z.literal(true), result: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type AdminReply = z.infer<typeof adminReply>;

/** Bytes of a line, at most. */
export const longestLine = 16 * 1024;
/** What a command tells whoever gave it. */
export type AdminResult = Readonly<Record<string, unknown>>;
