import type { Quote, Row } from '../../common/protocol/view/index.ts';
import type { Completion } from './completion.ts';

/** What stands in the composer. */
export interface Writing {
  readonly text: string;
  /** Where the next letter goes, in UTF-16 units. */
  readonly caret: number;
  /** The message that this one answers. */
  readonly reply?: Quote;
  /** What the word at the caret may become. */
  readonly completion?: Completion;
  /** It looks like a command that does not exist; Enter once more sends it all the same. */
  readonly doubted?: boolean;
}

export const nothingWritten: Writing = { text: '', caret: 0 };

/** As much of a message as a quote needs, characters. */
const quoted = 200;

/** A message as a reply shows it: its beginning, on one line. */
export const quoteOf = ({ id, author, content }: Row): Quote => ({
  id,
  author,
  ...(content !== undefined && { content: content.replace(/\s+/g, ' ').trim().slice(0, quoted).toWellFormed() }),
});
