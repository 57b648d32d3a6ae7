import * as z from 'zod';
import { AppError } from '../../base/index.ts';
import { verbs, type VerbDefinition } from '../chat/index.ts';
import { viewLimits } from './limits.ts';
import { viewVerbs, type ViewParamsOf, type ViewVerb } from './verbs.ts';

/** Everything a page may say, for the host only: zod stays out of the page. Between our own two halves nothing unknown is let through. */

/** What a page has said: its verb is one that pages may say, its parameters are right. */
export type PageCall<V extends ViewVerb = ViewVerb> = {
  [W in V]: { readonly verb: W; readonly params: ViewParamsOf<W> };
}[V];

const content = z.string().min(1).max(viewLimits.content);
/** The chat takes more, for other clients. */
const pageParams = { send: verbs.send.params.extend({ content }), edit: verbs.edit.params.extend({ content }) };

const paramsOf: ReadonlyMap<string, z.ZodType> = new Map([
  ...Object.entries<VerbDefinition>(verbs).flatMap(([name, { params, page }]) =>
    page ? [[name, params] as const] : [],
  ),
  ...Object.entries(pageParams),
  ...Object.entries(viewVerbs).map(([name, { params }]) => [name, params] as const),
]);

const envelope = z.strictObject({ verb: z.string().max(40), params: z.unknown() });

/** Throws AppError BAD_REQUEST. */
export const decodePageCall = (raw: unknown): PageCall => {
  const read = envelope.safeParse(raw);
  if (!read.success) throw new AppError('BAD_REQUEST', 'a page said something that is not a call');
  const { verb, params } = read.data;
  const schema = paramsOf.get(verb);
  if (schema === undefined) throw new AppError('BAD_REQUEST', `a page may not say ${JSON.stringify(verb)}`);
  const right = schema.safeParse(params);
  if (!right.success) throw new AppError('BAD_REQUEST', `a page said something wrong in ${verb}`);
  return { verb, params: right.data } as PageCall;
};

/** What a page kept over a reload (`setState`): of it the host needs the conversation only. */
export const savedState: z.ZodType<{ room: string }> = z.looseObject({ room: z.string().regex(/^[0-9a-f]{64}$/) });
