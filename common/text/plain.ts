import { readMarkdown, type Block, type Inline, type Item } from './markdown/index.ts';
import { wholeBeginning } from './whole-beginning.ts';

/** UTF-16 units that are read: more than any line in which it is shown. */
const read = 2000;

/**
 * A message without the marks of Markdown that do something, for one line of it elsewhere: above the composer, in quotes, lists and
 * notifications. It is read as the page reads it, so that what is drawn as it was written stands here as it was written too. A text
 * of which nothing would be left is kept, so that something can be read.
 */
export const plainOf = (content: string): string => {
  const beginning = wholeBeginning(content, read);
  const plain = plainBlocks(readMarkdown(beginning).blocks);
  return plain.trim() === '' ? beginning : plain;
};

/** Words without their marks. */
export const plainWords = (children: readonly Inline[]): string =>
  children
    .map((child) => ('text' in child ? child.text : 'children' in child ? plainWords(child.children) : '\n'))
    .join('');

const plainBlocks = (blocks: readonly Block[]): string => blocks.map(plainBlock).join('\n');

const plainBlock = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return plainWords(block.children);
    case 'fence':
      return block.text;
    case 'quote':
      return plainBlocks(block.blocks);
    case 'list':
      return plainItems(block).join('\n');
    case 'table':
      return block.rows.map((row) => row.map(plainWords).join(' | ')).join('\n');
    case 'rule':
      return '---';
  }
};

/** Numbers are words; other signs are not. */
const plainItems = ({ start, mark, items }: Block & { kind: 'list' }): readonly string[] => {
  let number = (start ?? 0) - 1;
  return items.map(({ value, blocks }: Item) => {
    number = value ?? number + 1;
    return (start === undefined ? '' : `${number}${mark} `) + plainBlocks(blocks);
  });
};
