const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
/** Throws on bytes that are not well-formed UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);

/**
 * The text of a file, without the mark of its encoding: UTF-8, or UTF-16 where the mark says so, as Windows writes it. Undefined if it
 * is neither: a null byte in it is of UTF-16 without a mark, or of no text.
 */
export const textOfFile = (bytes: Uint8Array): string | undefined => {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(wide, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
};

const hexDigits = utf8('0123456789abcdef');
/** The digits of 32 bytes: making a list for each costs as much as the text. */
const digits: number[] = Array.from({ length: 64 }, () => 0);
export const toHex = (bytes: Uint8Array): string => {
  let out = '';
  for (let at = 0; at < bytes.length; at += 32) {
    const end = Math.min(bytes.length, at + 32);
    digits.length = 2 * (end - at);
    for (let i = at; i < end; i++) {
      const byte = bytes[i] ?? 0;
      digits[2 * (i - at)] = hexDigits[byte >> 4] ?? 0;
      digits[2 * (i - at) + 1] = hexDigits[byte & 15] ?? 0;
    }
    out += String.fromCharCode(...digits);
  }
  return out;
};
/** Hex of bytes that are often the same as the last time. */
export class LastHex {
  #bytes: Uint8Array = new Uint8Array(0);
  #hex = '';

  of(bytes: Uint8Array): string {
    if (!equalBytes(bytes, this.#bytes)) {
      this.#bytes = bytes.slice();
      this.#hex = toHex(bytes);
    }
    return this.#hex;
  }
}

/** The value of each digit by its code; -1 for all others. */
const hexValues = new Int8Array(128).fill(-1);
for (const digit of '0123456789abcdefABCDEF') hexValues[digit.charCodeAt(0)] = Number.parseInt(digit, 16);
/** Lowercase or uppercase hex to bytes; undefined if it is not hex. */
export const fromHex = (text: string): Uint8Array | undefined => {
  if (text.length % 2 !== 0) return undefined;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) {
    const high = hexValues[text.charCodeAt(2 * i)] ?? -1;
    const low = hexValues[text.charCodeAt(2 * i + 1)] ?? -1;
    if (high < 0 || low < 0) return undefined;
    out[i] = high * 16 + low;
  }
  return out;
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map(Array.from(alphabet, (char, i) => [char, i]));
/** base64url without padding (RFC 4648 section 5). */
/** Characters that so many bytes take. */
export const base64urlLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);

export const toBase64url = (bytes: Uint8Array): string => {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const word = (a << 16) | (b << 8) | c;
    const chars = Math.min(4, bytes.length - i + 1);
    for (let k = 0; k < chars; k++) out += alphabet[(word >> (18 - 6 * k)) & 63];
  }
  return out;
};
/** Undefined for padding, other characters, an impossible length or stray bits: one text for each value. */
export const fromBase64url = (text: string): Uint8Array | undefined => {
  if (text.length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const char of text) {
    const value = values.get(char);
    if (value === undefined) return undefined;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (word >> bits) & 255;
    }
  }
  return (word & ((1 << bits) - 1)) === 0 ? out : undefined;
};

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && compareBytes(a, b) === 0;
