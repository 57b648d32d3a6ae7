import type { Quote, Who } from '../model/index.ts';

/** Characters of a beginning. */
const beginningMost = 200;

/** The first line that says something, not a fence of code. */
const beginning = (content: string): string => {
  const lines = content.split('\n').map((line) => line.trim());
  const first =
    lines.find((line) => line !== '' && !/^(?:`{3}|~{3})/.test(line)) ?? lines.find((line) => line !== '') ?? '';
  if (first.length <= beginningMost) return first;
  // twice as many units as characters at most: what is cut there, before the exact cut, is never half shown
  return Array.from(first.slice(0, 2 * beginningMost))
    .slice(0, beginningMost)
    .join('');
};

interface Quotable {
  readonly id: string;
  readonly kind: string;
  readonly author: Who;
  readonly content?: string;
}

/** A message as replies to it show it. */
export const quoteOf = ({ id, kind, author, content }: Quotable): Quote => {
  if (kind === 'deleted') return { id, author, deleted: true };
  return { id, author, ...(content === undefined ? {} : { content: beginning(content) }) };
};
