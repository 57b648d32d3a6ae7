import { isEqual } from '../../common/base/index.ts';
import type { Quote, Row } from '../../common/model/index.ts';
import { flatQuoteOf, readSlash } from '../../common/text/index.ts';
import type { Completion } from './completion.ts';

/** What stands in the composer. */
export interface Writing {
  readonly text: string;
  /** Where the next letter goes, in UTF-16 units. */
  readonly caret: number;
  /** The message that this one answers. */
  readonly reply?: Quote;
  /** The message that gets this text. */
  readonly editing?: Editing;
  /** What the word at the caret may become. */
  readonly completion?: Completion;
  /** What was pasted and stands there still. */
  readonly offer?: Offer;
  /** It was not sent, and why not. */
  readonly held?: Held;
}

/** A part of the text for which something better can be offered. */
export interface Offer {
  /** In UTF-16 units. */
  readonly start: number;
  readonly text: string;
  /** As a fence names it; empty if it is not known. */
  readonly language: string;
  /** It is code, and not marked so. */
  readonly isCode: boolean;
}

/** Why a text stays in the composer. */
export interface Held {
  /** In a sentence. */
  readonly why: string;
  /** It looks like a command, and may be meant as it stands. */
  readonly asText?: true;
}

/** A message of mine that gets another text in the composer. */
export interface Editing {
  readonly message: Quote;
  /** Its text as it stands. */
  readonly was: string;
  /** What stood in the composer before, and comes back after. */
  readonly aside: Writing;
}

export const nothingWritten: Writing = { text: '', caret: 0 };

/** When the text has left: a command answers nothing, so the message that was being answered stays. */
export const afterSubmit = ({ text, reply }: Writing): Writing => ({
  ...nothingWritten,
  ...(readSlash(text).kind === 'command' && reply && { reply }),
});

/** The text of a message of mine in the composer, or another one in its place. What stood there is aside. */
export const rewriting = (before: Writing, row: Row, text?: string): Writing => {
  const { content: was = '' } = row;
  const now = text ?? was;
  return {
    text: now,
    caret: now.length,
    editing: { message: flatQuoteOf(row), was, aside: before.editing?.aside ?? before },
  };
};

/**
 * What is being written, once messages stand differently: `changed` by id. What a deleted one said is gone here too; of a message of
 * mine that was being edited only my own new words stay.
 */
export const following = (writing: Writing, changed: ReadonlyMap<string, Row>): Writing => {
  const { editing } = writing;
  if (editing === undefined) return withReply(writing, changed);
  const row = changed.get(editing.message.id);
  const aside = withReply(editing.aside, changed);
  if (row === undefined) return aside === editing.aside ? writing : { ...writing, editing: { ...editing, aside } };
  if (row.kind !== 'deleted')
    return { ...writing, editing: { message: flatQuoteOf(row), was: row.content ?? editing.was, aside } };
  const own = writing.text.trim() === editing.was.trim() ? '' : writing.text;
  const text = [aside.text, own].filter((part) => part !== '').join('\n');
  return { ...aside, text, caret: text.length };
};

const withReply = (writing: Writing, changed: ReadonlyMap<string, Row>): Writing => {
  const row = writing.reply && changed.get(writing.reply.id);
  if (row === undefined) return writing;
  const { id, author } = row;
  const reply = row.kind === 'deleted' ? { id, author, deleted: true } : flatQuoteOf(row);
  return isEqual(reply, writing.reply) ? writing : { ...writing, reply };
};
