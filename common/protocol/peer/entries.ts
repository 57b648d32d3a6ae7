import { AppError, ByteReader, ByteWriter, type Crypto, decodeBytes, assertWire } from '../../base/index.ts';
import { bodyLengthAt, decodeEntry, headerBytes, signatureBytes } from '../../log/index.ts';
import { limits, type Entry } from '../../model/index.ts';
import { readFlag, readMany } from './fields.ts';
import { peerLimits } from './limits.ts';

/** W6. `push` is live, `answer` belongs to a WANT, `last` ends the answer. */
export interface Entries {
  readonly flag: 'push' | 'answer' | 'last';
  readonly entries: readonly Entry[];
}

const flags = ['push', 'answer', 'last'] as const;

/** @throws AppError TOO_LARGE: the caller fills frames within `peerLimits`. */
export const encodeEntries = ({ flag, entries }: Entries): Uint8Array => {
  const writer = new ByteWriter().uint(1, flags.indexOf(flag)).uint(2, entries.length);
  for (const { header, signature, body } of entries) {
    writer
      .bytes(header)
      .bytes(signature)
      .uint(1, body === undefined ? 0 : 1);
    if (body !== undefined) writer.bytes(body);
  }
  const out = writer.done();
  if (entries.length > peerLimits.entries || out.length > peerLimits.entriesBytes) {
    throw new AppError('TOO_LARGE', `${entries.length} entries, ${out.length} bytes in one frame`);
  }
  return out;
};

/** `decodeEntry` copies what it keeps: one stored entry must not keep its whole frame in memory. */
const readEntry = (crypto: Pick<Crypto, 'sha256'>, reader: ByteReader): Entry => {
  const header = reader.take(headerBytes);
  const signature = reader.take(signatureBytes);
  if (!readFlag(reader)) return decodeEntry(crypto, header, signature);
  const length = new ByteReader(header.subarray(bodyLengthAt)).uint(4);
  assertWire(length <= limits.body, 'body too long');
  return decodeEntry(crypto, header, signature, reader.take(length));
};

/** Checks shape and lengths only; chain, hashes and signatures are the reader's business. @throws AppError BAD_OPERATION. */
export const decodeEntries = (crypto: Pick<Crypto, 'sha256'>, body: Uint8Array): Entries =>
  decodeBytes('ENTRIES', body, (reader) => {
    assertWire(body.length <= peerLimits.entriesBytes, 'too long');
    const flag = flags[reader.uint(1)];
    assertWire(flag !== undefined, 'unknown flag');
    const count = reader.uint(2);
    assertWire(count <= peerLimits.entries, 'too many entries');
    return { flag, entries: readMany(count, () => readEntry(crypto, reader)) };
  });
