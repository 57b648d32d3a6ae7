import type * as z from 'zod';
import { utf8 } from '../base/index.ts';
import type { EntryId } from '../model/index.ts';
import { readBodyJson } from './body-json.ts';
import { anyControlSchema, contentSchema, controlSchema } from './body-schemas.ts';
import type { SelfBody } from './self-bodies.ts';

/** What a content entry says. */
export type ContentBody = Readonly<z.infer<typeof contentSchema>>;
/** What a control entry says; `after` are the control heads its author knew, sorted. */
export type ControlBody = Readonly<z.infer<typeof controlSchema>>;

const knownKinds: ReadonlySet<string> = new Set(controlSchema.options.map((option) => option.shape.kind.value));

/** UTF-8 JSON. The bytes are hashed as they are and never written again. Lone surrogates become U+FFFD. */
export const encodeBody = (value: ContentBody | ControlBody | SelfBody): Uint8Array =>
  utf8(JSON.stringify(value, (_, field: unknown) => (typeof field === 'string' ? field.toWellFormed() : field)));

/** A message on its way in is asked several times what it says. Nobody writes into a body. */
const contents = new WeakMap<Uint8Array, ContentBody | 'unreadable'>();

/** Undefined if it cannot be read here: damaged, or of a newer version. */
export const decodeContent = (body: Uint8Array): ContentBody | undefined => {
  const known = contents.get(body) ?? contentSchema.safeParse(readBodyJson(body)).data ?? 'unreadable';
  contents.set(body, known);
  return known === 'unreadable' ? undefined : known;
};

/** Undefined if it cannot be read here: damaged, or of a newer version (`decodeUnknownControl` tells which). */
export const decodeControl = (body: Uint8Array): ControlBody | undefined =>
  controlSchema.safeParse(readBodyJson(body)).data;

/** The causal links of a well-formed control body of a kind that this version does not know; undefined for all others. */
export const decodeUnknownControl = (body: Uint8Array): { readonly after: readonly EntryId[] } | undefined => {
  const read = anyControlSchema.safeParse(readBodyJson(body)).data;
  return read === undefined || knownKinds.has(read.kind) ? undefined : read;
};
