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
  /** It was not sent, and why not. */
  readonly held?: Held;
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
