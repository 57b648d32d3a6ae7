export { readMarkdown } from './blocks.ts';
export { isModest, markdownLimits } from './modest.ts';
export type { Align, Block, Cell, Document, Inline, Item, Mention } from './tree.ts';
