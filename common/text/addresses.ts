import { isSpaceless } from './words.ts';

/** An address in a text. One without `target` is no link, but nobody is called in it. */
export interface Address {
  readonly end: number;
  readonly target?: string;
}

/**
 * What an address may be made of: printable ASCII but quotes and brackets of markup, letters and numbers of any script, and what joins
 * them. So it ends before the punctuation of any other script (Unicode P), before full-width forms, and before emoji.
 */
const stuff = String.raw`[[\x21-\x7e\p{L}\p{N}\p{M}\p{S}\p{Pd}\p{Pc}\u00b7\u30fb]--[<>"\`\\\u3001-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\p{Emoji_Presentation}]]`;
const web = new RegExp(String.raw`(?:https?:\/\/(?=[\[\p{L}\p{N}])|www\.(?=[\p{L}\p{N}]))${stuff}+`, 'ivy');
const otherScheme = new RegExp(String.raw`[a-z][a-z\d+.\-]*:\/\/${stuff}*`, 'ivy');
const hostAndPath = new RegExp(String.raw`(?:[a-z\d\-]+\.)+[a-z]{2,}(?::\d+)?[\/?#]${stuff}*`, 'ivy');
const mail = /(?:mailto:)?[\w.+-]+@[a-z\d_-]+(?:\.[a-z\d_-]*[a-z\d])+/iy;
const remote = new RegExp(String.raw`[:\/]${stuff}+`, 'vy');
const run = /[\w.+-]+/y;
const handle = /[@\uff20][\w.+-]+@(?:[a-z\d_-]+\.)+[a-z\d_-]*[a-z\d]/iy;
const between = /<(https?:\/\/[^\s<>]+|(?:mailto:)?[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+)>/iy;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** Where the run of letters, numbers and what joins them ends that begins here: in it nothing else needs to be tried. */
export const endOfRun = (text: string, at: number): number => at + (match(run, text, at) ?? '').length;

/** Where somebody's name on another network ends that begins here with its at sign, `@ana@mastodon.social`: no mail, and nobody here. */
export const endOfHandle = (text: string, at: number): number | undefined => {
  const written = match(handle, text, at);
  return written === undefined ? undefined : at + written.length;
};

/** The address that begins here, at the beginning of a word. */
export const addressAt = (text: string, at: number): Address | undefined => {
  const written = match(web, text, at);
  if (written !== undefined) {
    const own = trimmed(withoutNeighbor(written));
    return { end: at + own.length, target: /^www\./i.test(own) ? `http://${own}` : own };
  }
  const letter = match(mail, text, at);
  if (letter !== undefined) {
    const end = at + letter.length;
    // "git@example.org:a/b.git" is where a program logs in, and nobody who reads mail
    const rest = match(remote, text, end);
    if (rest !== undefined && !/^[:/][\s:/]*$/.test(trimmed(rest))) return { end: end + trimmed(rest).length };
    return { end, target: /^mailto:/i.test(letter) ? letter : `mailto:${letter}` };
  }
  const other = match(otherScheme, text, at) ?? match(hostAndPath, text, at);
  return other === undefined ? undefined : { end: at + trimmed(other).length };
};

/** `<https://example.org>`: what stands between the brackets. */
export const addressBetween = (text: string, at: number): Address | undefined => {
  between.lastIndex = at;
  const [whole = '', inner = ''] = between.exec(text) ?? [];
  if (whole === '') return undefined;
  return { end: at + whole.length, target: /^(?:https?|mailto):/i.test(inner) ? inner : `mailto:${inner}` };
};

/** Words in a script without spaces do not belong to the host that they follow: no last label mixes them. */
const withoutNeighbor = (written: string): string => {
  const [, before = '', host = ''] = /^(https?:\/\/|www\.)([^/?#]*)/i.exec(written) ?? [];
  const label = host.lastIndexOf('.') + 1;
  const [plain = ''] = /^[a-z\d-]+(?::\d+)?/i.exec(host.slice(label)) ?? [];
  const next = host.slice(label + plain.length);
  return plain !== '' && isSpaceless(String.fromCodePoint(next.codePointAt(0) ?? 0x20))
    ? written.slice(0, before.length + label + plain.length)
    : written;
};

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Without the end of the sentence, and brackets that were opened before the address. */
const trimmed = (address: string): string => {
  let end = address.length;
  const open: Record<string, number> = {};
  for (const character of address) if (')]}([{'.includes(character)) open[character] = (open[character] ?? 0) + 1;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    const opening = pairs[last];
    if (opening !== undefined) {
      if ((open[opening] ?? 0) >= (open[last] ?? 0)) break;
      open[last] = (open[last] ?? 0) - 1;
    } else if (!/[?!.,:;*_~'|]/.test(last)) break;
  }
  return address.slice(0, end);
};
