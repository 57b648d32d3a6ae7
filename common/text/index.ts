export { checkName, foldName, isPlain } from './names.ts';
export { isEmoji } from './emoji.ts';
export { fold, foldWithPlaces, placesOf, type Folded } from './fold.ts';
export { codeRanges, type Range } from './code-ranges.ts';
export { findMentions, type Mention } from './mentions.ts';
export { quoteOf } from './quote.ts';
