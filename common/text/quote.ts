import type { Quote, Who } from '../model/index.ts';
import { firstLine, flatBeginning } from './beginnings.ts';
import { plainOf } from './plain.ts';

/** What can be answered; without `content` it cannot be read. */
export interface Quotable {
  readonly id: string;
  readonly kind: string;
  readonly author: Who;
  readonly content?: string;
}

/** A message as replies to it show it: its first line that says something, in plain text. */
export const quoteOf = ({ kind, ...message }: Quotable): Quote =>
  kind === 'deleted'
    ? { id: message.id, author: message.author, deleted: true }
    : quoteWith((content) => firstLine(plainOf(content)), message);

/** A message that is being answered or edited, above the composer: its beginning in plain text, all lines as one. */
export const flatQuoteOf = (message: Quotable): Quote =>
  quoteWith((content) => flatBeginning(plainOf(content)), message);

const quoteWith = (part: (content: string) => string, { id, author, content }: Omit<Quotable, 'kind'>): Quote => ({
  id,
  author,
  ...(content === undefined ? {} : { content: part(content) }),
});
