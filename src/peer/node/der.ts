/** As much of DER as a self-signed certificate needs (X.690). */
const tagged = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Uint8Array.of(tag, ...length), body]);
};

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x31, ...parts);
/** The first byte from 1 to 127: positive, and as short as it can be. */
export const integer = (bytes: Uint8Array): Uint8Array => tagged(0x02, bytes);
export const bitString = (bytes: Uint8Array): Uint8Array => tagged(0x03, Uint8Array.of(0), bytes);
export const utf8String = (text: string): Uint8Array => tagged(0x0c, Buffer.from(text));
/** "YYMMDDHHMMSSZ", up to the year 2049. */
export const utcTime = (text: string): Uint8Array => tagged(0x17, Buffer.from(text));
/** The already encoded numbers of an object identifier. */
export const objectId = (...bytes: readonly number[]): Uint8Array => tagged(0x06, Uint8Array.from(bytes));
