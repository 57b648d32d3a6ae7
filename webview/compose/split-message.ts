import { limits } from '../../common/model/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';
import { charactersLeft, fitsMessage, isBlank, wholeBeginning } from '../../common/text/index.ts';
import { fenceOf } from './wrap.ts';

/** A part of the text that was pasted, in UTF-16 units, and its language. */
interface PastedPart {
  readonly start: number;
  readonly text: string;
  readonly language: string;
}

/**
 * A text that is too long for one message, as several: what was pasted as blocks of code, cut between lines where that goes, and what
 * was written before and after it by itself. Undefined if these are too many, or something written is too long.
 */
export const splitMessage = (text: string, pasted: PastedPart | undefined): readonly string[] | undefined => {
  // a unit is a byte at least
  if (text.length > viewLimits.parts * limits.message) return undefined;
  const { start, text: code, language } = pasted ?? { start: 0, text, language: '' };
  const fence = fenceOf(code);
  const written = [text.slice(0, start), text.slice(start + code.length)].map((part) => part.trim());
  const [before = '', after = ''] = written;
  if (!written.every(fitsMessage)) return undefined;
  const blocks = splitCode(code, `${fence}${language}\n\n${fence}`).map(
    (piece) => `${fence}${language}\n${piece}\n${fence}`,
  );
  const all = [before, ...blocks, after].filter((part) => !isBlank(part));
  return all.length > viewLimits.parts ? undefined : all;
};

/** Parts that fit together with what stands around each, cut after a line, else after a whole character; at most one more than may be sent. */
const splitCode = (text: string, around: string): readonly string[] => {
  const out: string[] = [];
  let from = 0;
  while (from < text.length && out.length <= viewLimits.parts) {
    const most = fittingPrefix(text.slice(from), around);
    const isLast = from + most.length >= text.length;
    const line = isLast ? -1 : most.lastIndexOf('\n');
    const piece = line > 0 ? most.slice(0, line) : most;
    out.push(piece);
    from += piece.length + (line > 0 ? 1 : 0);
    if (piece === '') break;
  }
  return out;
};

/** The longest beginning that fits into a message, together with `around`. */
export const fittingPrefix = (text: string, around = ''): string => {
  const beginning = wholeBeginning(text, limits.message);
  const left = charactersLeft(around + beginning);
  return left >= 0 ? beginning : wholeBeginning(beginning, Array.from(beginning).slice(0, left).join('').length);
};
