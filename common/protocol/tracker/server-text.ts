import * as z from 'zod';
import { AppError, errorCodes, type ErrorDetails } from '../../base/index.ts';
import { parseJson } from './decode-request.ts';
import { have, hex32, time } from './fields.ts';
import { push, type Push } from './pushes.ts';
import { verbs, type ReplyOf, type Verb } from './verbs.ts';

/** What a client reads. `unknown` is a push of a later version, or garbage. */
export type ServerText =
  | { readonly kind: 'push'; readonly push: Push }
  /** `fields` go through `decodeReply`, by the verb that was asked. */
  | { readonly kind: 'reply'; readonly id: number; readonly ok: true; readonly fields: unknown }
  | { readonly kind: 'reply'; readonly id: number | null; readonly ok: false; readonly error: AppError }
  | { readonly kind: 'unknown' };

const id = z.int().min(0);
const okReply = z.object({ id, status: z.literal('OK') });
const errorReply = z.object({
  id: id.nullable(),
  status: z.literal('ERROR'),
  /** A code of a later version becomes INTERNAL. */
  code: z.enum(errorCodes).catch('INTERNAL'),
  msg: z.string().max(1000),
  retryAfter: time.exactOptional(),
  have: have.exactOptional(),
  roomIds: z.array(hex32).max(1000).exactOptional(),
});

/** A text message from the tracker. Never throws. */
export const decodeServerText = (text: string): ServerText => {
  const value = parseJson(text);
  const ok = okReply.safeParse(value).data;
  if (ok !== undefined) return { kind: 'reply', id: ok.id, ok: true, fields: value };
  const failed = errorReply.safeParse(value).data;
  if (failed !== undefined) {
    const { id: of, status: _, code, msg, ...details } = failed;
    return { kind: 'reply', id: of, ok: false, error: new AppError(code, msg, details) };
  }
  const pushed = push.safeParse(value).data;
  return pushed === undefined ? { kind: 'unknown' } : { kind: 'push', push: pushed };
};

/** The fields of an OK; undefined if they are not what this verb brings. */
export const decodeReply = <V extends Verb>(verb: V, fields: unknown): ReplyOf<V> | undefined =>
  verbs[verb].reply.safeParse(fields).data as ReplyOf<V> | undefined;

export const encodeOk = <V extends Verb>(of: number, fields: ReplyOf<V>): string =>
  JSON.stringify({ id: of, status: 'OK', ...fields });

export const encodeError = (of: number | null, { code, message, details }: AppError): string => {
  const { retryAfter, have: held, roomIds }: ErrorDetails = details;
  return JSON.stringify({ id: of, status: 'ERROR', code, msg: message, retryAfter, have: held, roomIds });
};

export const encodePush = (message: Push): string => JSON.stringify(message);
