/** Bytes of a block of a tar file: headers are one, contents are filled up to whole ones. */
export const blockBytes = 512;

/** How many zeros follow a content. */
export const padding = (size: number): number => (blockBytes - (size % blockBytes)) % blockBytes;

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/** The header of a regular file for its owner's eyes, as POSIX has it (ustar), so that any `tar` reads it. `mtime`: seconds. */
export const encodeHeader = (name: string, size: number, mtime: number): Buffer => {
  const block = Buffer.alloc(blockBytes);
  const put = (at: number, text: string): number => block.write(text, at, 'latin1');
  put(0, name);
  put(100, octal(0o600, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(size, 11));
  put(136, octal(mtime, 11));
  put(156, '0');
  put(257, 'ustar\x0000');
  put(148, `${octal(sumOf(block), 6)} `);
  return block;
};

/** Name and size of the next file; undefined at the end of the archive and for anything that is no header. */
export const decodeHeader = (block: Buffer): { readonly name: string; readonly size: number } | undefined => {
  if (block.length !== blockBytes || octalAt(block, 148, 8) !== sumOf(block)) return undefined;
  const name = /^[^\0]+/.exec(block.toString('latin1', 0, 100))?.[0];
  const size = octalAt(block, 124, 12);
  return name === undefined || size === undefined ? undefined : { name, size };
};

const octalAt = (block: Buffer, at: number, length: number): number | undefined => {
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(block.toString('latin1', at, at + length))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
};

/** The sum of all bytes, with spaces where it will stand. */
const sumOf = (block: Buffer): number => {
  const [head, tail] = [block.subarray(0, 148), block.subarray(156)];
  return [...head, ...tail].reduce((sum, byte) => sum + byte, 8 * 0x20);
};
