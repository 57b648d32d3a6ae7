export { charactersLeft, fitsMessage } from './message-length.ts';
export { checkName, isSameName, normalName, tooLongName } from './names.ts';
export { titleOf } from './title.ts';
export { deviceNameOf } from './device-name.ts';
export { isLongPassword, normalPassword } from './passwords.ts';
export { keyDigits } from './key-digits.ts';
export { fold, foldName, foldWithPlaces, placesOf, type Folded } from './fold.ts';
export { rankOfName, wordsOfName } from './words.ts';
export { isUnseen, isVisible, replaceHidden } from './hidden.ts';
export { isEmoji, isFewEmoji } from './emoji.ts';
export { shortcodeBegun, shortcodeClosed } from './shortcodes.ts';
export { withoutLastEnd } from './lines.ts';
export type { Range } from './ranges.ts';
export { isModest, markdownLimits, readMarkdown } from './markdown/index.ts';
export type { Align, Block, Cell, Inline, Item, Mention } from './markdown/index.ts';
export { namesOf } from './calls.ts';
export { findMentions, mentionBegun, willBeQuiet } from './mentions.ts';
export { oneLine } from './beginnings.ts';
export { charactersOf, wholeBeginning } from './whole-beginning.ts';
export { flatQuoteOf, quoteOf, type Quotable } from './quote.ts';
export { plainOf, plainWords } from './plain.ts';
export { isBlank, trimMessage } from './written.ts';
export {
  argumentBegun,
  asLiteral,
  maySlash,
  readSlash,
  slashBegun,
  slashNames,
  type Slash,
  type SlashCommand,
} from './slash.ts';
export { splitAddressee } from './addressee.ts';
export { parseDuration, usualDurations, type Duration } from './duration.ts';
export { parseStatus, statusNameIn, statusNames, type StatusName } from './status-word.ts';
