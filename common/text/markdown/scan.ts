import { addressAt, addressBetween, endOfHandle, endOfRun } from '../addresses.ts';
import { atSigns, mayCall, nameAt } from '../calls.ts';
import type { Range } from '../ranges.ts';
import { codeSpansOf, runAt } from './code-spans.ts';
import { dunderAt, flanksOf } from './flanks.ts';
import { destinationAt, quietly } from './links.ts';
import { paired, type Piece } from './pieces.ts';
import type { Reading, Scanned } from './reading.ts';
import type { Inline, Mention } from './tree.ts';

/** ASCII punctuation (CommonMark 2.4). */
const escapable = /^[!-/:-@[-`{-~]$/;
const special = /[\\`[\]!<*_~\n@\uff20A-Za-z\d]/g;
/** Chips of one text that is not read as markup; beyond, the first one of each name. */
const rawCalls = 200;

/** Reads words from left to right: whatever begins first counts. Linear in their length, but for brackets. */
export class Scanner {
  readonly #text: string;
  readonly #how: Reading;
  readonly #codeSpan: ReturnType<typeof codeSpansOf>;
  #pieces: Piece[] = [];
  /** Places in `#pieces` of brackets that may begin a link, and where they stand in the text. */
  readonly #brackets: { piece: number; at: number; hasLink: boolean }[] = [];
  readonly #mentions: Mention[] = [];
  readonly #called = new Set<string>();
  readonly #quiet: Range[] = [];
  readonly #escapes: number[] = [];
  readonly #used = new Set<number>();
  #at = 0;
  #line = 0;
  #runUntil = 0;
  #noneUntil = 0;

  constructor(text: string, how: Reading) {
    this.#text = text;
    this.#how = how;
    this.#codeSpan = codeSpansOf(text);
  }

  scan(): Scanned {
    while (this.#at < this.#text.length) this.#step(this.#text[this.#at] as string);
    const [mentions, quiet, escapes, used] = [this.#mentions, this.#quiet, this.#escapes, this.#used];
    const children = paired(this.#pieces, (at) => used.add(at));
    return { children, mentions, quiet, escapes, used };
  }

  #step(character: string): void {
    const at = this.#at;
    if (atSigns.includes(character) && (this.#call() || this.#handle())) return;
    if (/[A-Za-z\d]/.test(character)) return this.#word();
    if (character === '\n') {
      this.#line++;
      return this.#push({ kind: 'break' }, at + 1);
    }
    if (this.#how.as !== 'raw' && this.#mark(character)) return;
    special.lastIndex = at + 1;
    this.#write(special.exec(this.#text)?.index ?? this.#text.length);
  }

  /** Whatever a mark makes of what follows it; nothing if it is text. */
  #mark(character: string): boolean {
    switch (character) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '<':
        return this.#between();
      case '!':
      case '[':
        return this.#open();
      case ']':
        return this.#close();
      case '*':
      case '_':
      case '~':
        return this.#run();
      default:
        return false;
    }
  }

  #push(piece: Piece, end: number): void {
    this.#pieces.push(piece);
    this.#at = end;
  }

  /** A link is here: what brackets stand around it is none. */
  #link(address: string, written: string, text: string, end: number): void {
    this.#quiet.push({ start: this.#at, end });
    for (const bracket of this.#brackets) bracket.hasLink = true;
    this.#push({ kind: 'link', address, written, children: [{ kind: 'text', text }] }, end);
  }

  #write(end: number): void {
    this.#push({ kind: 'text', text: this.#text.slice(this.#at, end) }, end);
  }

  #hush(end: number): void {
    this.#quiet.push({ start: this.#at, end });
  }

  #use(from: number, to: number): void {
    for (let at = from; at < to; at++) this.#used.add(at);
  }

  #call(): boolean {
    const { names, as } = this.#how;
    const at = this.#at;
    if (names === undefined || !mayCall(this.#text, at)) return false;
    if (as === 'raw' && this.#text[at - 1] === '\\') return false;
    const found = nameAt(names, this.#text, at + 1);
    if (found === undefined) return false;
    const { end, username } = found;
    if (as === 'raw' && this.#mentions.length >= rawCalls && this.#called.has(username)) return false;
    this.#called.add(username);
    this.#mentions.push({ start: at, end, username });
    this.#push({ kind: 'call', text: this.#text.slice(at, end), username }, end);
    return true;
  }

  #handle(): boolean {
    const end = mayCall(this.#text, this.#at) ? endOfHandle(this.#text, this.#at) : undefined;
    if (end === undefined) return false;
    this.#hush(end);
    this.#write(end);
    return true;
  }

  /** An address, or letters and numbers up to what may mean something. */
  #word(): void {
    const at = this.#at;
    if (at >= this.#runUntil) this.#runUntil = endOfRun(this.#text, at);
    const begins = !/[A-Za-z\d]/.test(this.#text[at - 1] ?? '');
    const address = begins && this.#mayBeAddress() ? addressAt(this.#text, at) : undefined;
    if (address === undefined) {
      if (begins && this.#mayBeAddress()) this.#noneUntil = this.#runUntil;
      let end = at + 1;
      while (/[A-Za-z\d]/.test(this.#text[end] ?? '')) end++;
      return this.#write(end);
    }
    const { end, target } = address;
    const text = this.#text.slice(at, end);
    if (target !== undefined && this.#how.as !== 'raw') return this.#link(target, text, text, end);
    this.#hush(end);
    this.#write(end);
  }

  /** What follows the run of letters that begins here, or a dot in it, tells: so that each letter is looked at once. */
  #mayBeAddress(): boolean {
    if (this.#at < this.#noneUntil) return false;
    const next = this.#text[this.#runUntil] ?? '';
    return (next !== '' && '@:/?#'.includes(next)) || /^www\./i.test(this.#text.slice(this.#at, this.#at + 4));
  }

  #escape(): boolean {
    const at = this.#at;
    const next = this.#text[at + 1] ?? '';
    if (!escapable.test(next) && !atSigns.includes(next)) return false;
    this.#escapes.push(at);
    const { names } = this.#how;
    const hasCalled =
      atSigns.includes(next) && names !== undefined && mayCall(this.#text, at) && nameAt(names, this.#text, at + 2);
    const drawn = this.#how.isUsed(at) || hasCalled ? next : `\\${next}`;
    this.#push({ kind: 'text', text: drawn }, at + 2);
    return true;
  }

  #code(): boolean {
    const at = this.#at;
    const length = runAt(this.#text, at).length;
    const span = this.#codeSpan(at);
    if (span === undefined) {
      this.#write(at + length);
      return true;
    }
    this.#hush(span.end);
    this.#use(at, at + length);
    this.#use(span.end - length, span.end);
    this.#push({ kind: 'code', text: span.text }, span.end);
    return true;
  }

  #between(): boolean {
    const at = this.#at;
    const found = addressBetween(this.#text, at);
    if (found?.target === undefined) return false;
    this.#use(at, at + 1);
    const written = this.#text.slice(at, found.end);
    this.#link(found.target, written, written.slice(1, -1), found.end);
    return true;
  }

  #open(): boolean {
    const at = this.#at;
    const text = this.#text.startsWith('![', at) ? '![' : '[';
    if (this.#text[at] === '!' && text === '[') return false;
    this.#brackets.push({ piece: this.#pieces.length, at, hasLink: false });
    this.#push({ kind: 'opening', text }, at + text.length);
    return true;
  }

  /** The end of the words of a link, if an address follows. */
  #close(): boolean {
    const bracket = this.#brackets.pop();
    if (bracket === undefined) return false;
    const { address, length } = destinationAt(this.#text, this.#at + 1);
    const isPicture = this.#text[bracket.at] === '!';
    const words = this.#text.slice(bracket.at + (isPicture ? 2 : 1), this.#at);
    // the words of a link lead to one place, and are to be seen
    const isLink = length > 0 && !bracket.hasLink && (isPicture || words.trim() !== '');
    if (!isLink) return false;
    const end = this.#at + 1 + length;
    const inner = this.#pieces.splice(bracket.piece).slice(1);
    const label: readonly Inline[] = [{ kind: 'text', text: words.trim() === '' ? address : words }];
    const children = isPicture ? label : paired(inner, (at) => this.#used.add(at));
    this.#use(bracket.at, bracket.at + 1);
    this.#use(this.#at, this.#at + 1);
    this.#quiet.push({ start: bracket.at, end });
    while ((this.#mentions.at(-1)?.start ?? -1) >= bracket.at) this.#mentions.pop();
    for (const outer of this.#brackets) outer.hasLink = true;
    const written = this.#text.slice(bracket.at, end);
    this.#push({ kind: 'link', address, written, children: isPicture ? children : quietly(children) }, end);
    return true;
  }

  #run(): boolean {
    const at = this.#at;
    const end = at + runAt(this.#text, at).length;
    const name = this.#how.as === 'bare' ? '' : dunderAt(this.#text, at);
    if (name !== '') {
      this.#write(at + name.length);
      return true;
    }
    const mark = this.#text[at] as string;
    this.#push(
      { kind: 'run', mark, ...flanksOf(this.#text, at, end), left: end - at, start: at, end, line: this.#line },
      end,
    );
    return true;
  }
}
