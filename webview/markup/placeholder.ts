import { plainWords, readMarkdown, type Block } from '../../common/text/index.ts';
import { element } from './nodes.ts';

/** A message as it looks until there is time for all of it: its words without their marks, its code without colors. Cheap, and no HTML. */
export const placeholder = (source: string): readonly HTMLElement[] => readMarkdown(source).blocks.flatMap(blockOf);

const blockOf = (block: Block): readonly HTMLElement[] => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [textOf('p', plainWords(block.children))];
    case 'fence': {
      const frame = element('div', 'code');
      frame.append(textOf('pre', block.text));
      return [frame];
    }
    case 'quote':
      return block.blocks.flatMap(blockOf);
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks.flatMap(blockOf));
    case 'table':
      return [textOf('p', block.rows.map((row) => row.map(plainWords).join(' ')).join('\n'))];
    case 'rule':
      return [];
  }
};

const textOf = (name: 'p' | 'pre', text: string): HTMLElement => {
  const made = element(name, '');
  if (name === 'p') made.dir = 'auto';
  made.textContent = text;
  return made;
};
