import * as z from 'zod';
import type { ErrorCode } from '../../base/index.ts';
import { laterVerbs, verbs, type RequestOf, type Verb } from './verbs.ts';

/** A request that has passed the door. */
export type Request = {
  readonly [V in Verb]: { readonly id: number; readonly verb: V; readonly params: RequestOf<V> };
}[Verb];

/** A request that has not. `id` is null when none could be read. */
export interface Refusal {
  readonly id: number | null;
  readonly code: ErrorCode;
  readonly msg: string;
}

const id = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const envelope = z.object({ id, cmd: z.string().max(64) });
const onlyId = z.object({ id });

const isVerb = (cmd: string): cmd is Verb => Object.hasOwn(verbs, cmd);

/** A text message from a client. Never throws. */
export const decodeRequest = (text: string): Request | Refusal => {
  const value = parseJson(text);
  const head = envelope.safeParse(value).data;
  if (head === undefined) {
    const readable = onlyId.safeParse(value).data;
    return { id: readable?.id ?? null, code: 'BAD_REQUEST', msg: 'a request is a JSON object with id and cmd' };
  }
  const { cmd } = head;
  if (laterVerbs.has(cmd)) return { id: head.id, code: 'NOT_YET', msg: `${cmd} is not in this version` };
  if (!isVerb(cmd)) return { id: head.id, code: 'UNKNOWN_COMMAND', msg: 'there is no such command' };
  const params = verbs[cmd].request.safeParse(value);
  if (!params.success) return { id: head.id, code: 'BAD_REQUEST', msg: `${cmd}: ${whatIsWrong(params.error)}` };
  return { id: head.id, verb: cmd, params: params.data } as Request;
};

/** Names the field, never its value. */
const whatIsWrong = ({ issues }: z.ZodError): string => {
  const where = issues[0]?.path.slice(0, 2).map(String).join('.').slice(0, 80) ?? '';
  return where === '' ? 'wrong fields' : `${where} is missing or wrong`;
};

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
