import type { Quote, Who } from '../model/index.ts';
import { firstLine, flatBeginning } from './beginnings.ts';
import { plainOf } from './plain.ts';

interface Quotable {
  readonly id: string;
  readonly author: Who;
  readonly content?: string;
}

/** A message as replies to it show it: its first line. */
export const quoteOf = ({ kind, ...message }: Quotable & { readonly kind: string }): Quote =>
  kind === 'deleted' ? { id: message.id, author: message.author, deleted: true } : quoteWith(firstLine, message);

/** A message that is being answered or edited, above the composer: its beginning in plain text, all lines as one. */
export const flatQuoteOf = (message: Quotable): Quote =>
  quoteWith((content) => flatBeginning(plainOf(content)), message);

/** A message that was answered by one which could not be sent: all of it. */
export const wholeQuoteOf = (message: Quotable): Quote => quoteWith((content) => content, message);

const quoteWith = (part: (content: string) => string, { id, author, content }: Quotable): Quote => ({
  id,
  author,
  ...(content === undefined ? {} : { content: part(content) }),
});
