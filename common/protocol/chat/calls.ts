import type * as z from 'zod';
import type { AppError, ErrorCode, Later } from '../../base/index.ts';
import type { Reply } from './verb.ts';
import { verbs } from './verbs.ts';

/** What any call may be refused with. */
export const alwaysErrors = [
  'BAD_REQUEST',
  'NOT_AUTHENTICATED',
  'RATE_LIMITED',
  'ENGINE_LOST',
  'INTERNAL',
] as const satisfies ErrorCode[];

export type Verbs = typeof verbs;
export type Verb = keyof Verbs;
export type ParamsOf<V extends Verb> = z.output<Verbs[V]['params']>;
/** As a caller writes them whose ids are plain strings. */
export type RawParamsOf<V extends Verb> = z.input<Verbs[V]['params']>;
export type ReplyOf<V extends Verb> = Reply<Verbs[V]>;
/** The verbs that the headless peer has no command for. */
export type UncommandedVerb = { [V in Verb]: Verbs[V] extends { readonly noCommand: string } ? V : never }[Verb];
/** The verbs that a page may call. */
export type PageVerb = { [V in Verb]: Verbs[V] extends { readonly page: true } ? V : never }[Verb];

/** The verbs that are about who is signed in. */
export type AccountVerb = { [V in Verb]: Verbs[V] extends { readonly account: true } ? V : never }[Verb];
export type Credentials = ParamsOf<'signIn'>;

/** `done` is called once, at once or later. */
export type Done<T> = (result: T | AppError) => void;
/** One function for each verb: how a core answers, at once or later. What it refuses with it throws, or its answer fails with it. */
export type Handlers = { readonly [V in Verb]: (params: ParamsOf<V>) => ReplyOf<V> | Later<ReplyOf<V>> };
/** What somebody who is signed in can do. */
export type ChatHandlers = Omit<Handlers, AccountVerb>;
/** One function for each verb: how a program asks. Rejects with AppError only. */
export type Calls = { readonly [V in Verb]: (params: ParamsOf<V>) => Promise<ReplyOf<V>> };

/** A client from one way to ask. */
export const callsOf = (ask: <V extends Verb>(name: V, params: ParamsOf<V>) => Promise<ReplyOf<V>>): Calls => {
  const each = <V extends Verb>(name: V) => [name, (params: ParamsOf<V>) => ask(name, params)] as const;
  return Object.fromEntries((Object.keys(verbs) as Verb[]).map((name) => each(name))) as unknown as Calls;
};
