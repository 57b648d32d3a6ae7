import type { Quote, Row } from '../../common/model/index.ts';
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
  /** It looks like a command that does not exist; Enter once more sends it all the same. */
  readonly doubted?: boolean;
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

/** A text as it is sent: without empty lines before it and space after it. */
export const trimmed = (text: string): string => text.replace(/^\s*\n/, '').trimEnd();

/** The text of a message of mine in the composer, or another one in its place. What stood there is aside. */
export const rewriting = (before: Writing, row: Row, text?: string): Writing => {
  const { content: was = '' } = row;
  const now = text ?? was;
  return {
    text: now,
    caret: now.length,
    editing: { message: quoteOf(row), was, aside: before.editing?.aside ?? before },
  };
};

/** As much of a message as a quote needs, characters. */
const quoted = 200;

/** A message as a reply shows it: its beginning, on one line. */
export const quoteOf = ({ id, author, content }: Row): Quote => ({
  id,
  author,
  ...(content !== undefined && { content: content.replace(/\s+/g, ' ').trim().slice(0, quoted).toWellFormed() }),
});
