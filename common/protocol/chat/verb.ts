import type * as z from 'zod';
import type { ErrorCode } from '../../base/index.ts';

/**
 * What a client does with a call when the engine went away before it answered.
 * `free`: nothing comes of it twice, so it is made again. `once`: it may have been carried out, so it ends with ENGINE_LOST.
 * `never`: as `once`, and only a look at the account says what became of it.
 */
export type Repeat = 'free' | 'once' | 'never';

/** All that is known of a verb. What it answers is a type alone: both ends of a port are of one build. */
export interface VerbDefinition {
  /** Checked where a caller is not ours: page, socket, headless. */
  readonly params: z.ZodType;
  /** What it may be refused with, beside `alwaysErrors`. */
  readonly errors: readonly ErrorCode[];
  /** It works without the tracker and without links. */
  readonly offline: boolean;
  readonly repeat: Repeat;
  /** It is about who is signed in, and works while nobody is. */
  readonly account?: true;
  /** A page may call it, for the conversation that it shows. */
  readonly page?: true;
  /** Why the headless peer has no command that asks for it; absent = it has one. */
  readonly noCommand?: string;
  /** Never set: it carries the type of the reply. */
  readonly '~reply'?: unknown;
}

/** `verb<Reply>()({ … })`: two calls, because TypeScript infers all type arguments of one call or none. */
export const verb =
  <R>() =>
  <const D extends Omit<VerbDefinition, '~reply'>>(definition: D): D & { readonly '~reply'?: R } =>
    definition;

export type Reply<D> = D extends { readonly '~reply'?: infer R } ? R : never;
