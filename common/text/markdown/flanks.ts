import { atSigns } from '../calls.ts';
import { characterAt, characterBefore, isSpaceless, isWordCharacter } from '../words.ts';

/** A run of stars, underscores or tildes, and whether something may begin or end with it. */
export interface Flanks {
  readonly opens: boolean;
  readonly closes: boolean;
}

/**
 * When a run of marks means something. Stricter than CommonMark (6.2): what developers write in plain words must stay as it is,
 * `*.ts,*.js`, `2*3*4`, `.*a.*`, `(*p)*(*q)`. So marks stand around words, as quotation marks do: outside is a space, the end, or
 * what may stand around a quotation. Beside scripts without spaces, and beside their punctuation, they stand as in CommonMark or freer.
 */
export const flanksOf = (text: string, start: number, end: number): Flanks => {
  const mark = text[start] as string;
  const [before, after] = [characterBefore(text, start), characterAt(text, end)];
  if (mark === '~' && end - start !== 2) return { opens: false, closes: false };
  return { opens: opens(before, after, end - start), closes: closes(before, after, mark, end - start) };
};

const marks = '*_~';
const aroundOpening = `([{<"'>|,;:!?${marks}`;
const aroundClosing = `)]}>"'<,;:.!?|-${marks}`;
const firstInside = `([{"'<\`#$-!\\+${atSigns}${marks}`;
const neverLastInside = '/([{=<\\$#&^%|';

const isSpace = (character: string): boolean => character === '' || /^\s$/.test(character);
const isAscii = (character: string): boolean => character < '\x7f';

const opens = (before: string, after: string, length: number): boolean => {
  if (isSpace(after)) return false;
  const free = isSpace(before) || (isAscii(before) && aroundOpening.includes(before));
  if (!free && (isAscii(before) || (isWordCharacter(before) && !isSpaceless(before)))) return false;
  if (isWordCharacter(after) || !isAscii(after)) return true;
  // punctuation inside only where outside there is surely none that belongs to it
  if (!isSpace(before) && isAscii(before) && !`([{>${marks}`.includes(before)) return false;
  return firstInside.includes(after) || (length > 1 && after === '.');
};

const closes = (before: string, after: string, mark: string, length: number): boolean => {
  if (isSpace(before)) return false;
  const free = isSpace(after) || (isAscii(after) && aroundClosing.includes(after));
  // "**API**s" and "**f**(x)"
  const goesOn = mark !== '_' && length > 1 && /^\p{L}$/u.test(before) && /^[\p{L}(/]$/u.test(after);
  const isOther = !isAscii(after) && (!isWordCharacter(after) || isSpaceless(after));
  if (!free && !goesOn && !isOther) return false;
  if (isWordCharacter(before) || !isAscii(before)) return true;
  return !neverLastInside.includes(before) && (before !== ',' || isSpace(after));
};

const dunder = /__[A-Za-z\d](?:\w*[A-Za-z\d])?__(?!\w)/y;

/** A name of Python's (`__init__`), and of many other languages: no emphasis. Empty if none begins here. */
export const dunderAt = (text: string, at: number): string => {
  dunder.lastIndex = at;
  return /\w/.test(text[at - 1] ?? '') ? '' : (dunder.exec(text)?.[0] ?? '');
};
