import { AppError, ByteReader, decodeBytes, assertWire, layout, type Crypto, type Layout } from '../../base/index.ts';
import { decodeEntry, headerBytes, headerPlaces, signatureBytes } from '../../log/index.ts';
import { limits, type Entry } from '../../model/index.ts';
import { peerLimits } from './limits.ts';

/** W6. `push` is live, `answer` belongs to a WANT, `last` ends the answer. */
export interface Entries {
  readonly flag: 'push' | 'answer' | 'last';
  readonly entries: readonly Entry[];
}

/** Flag and number of entries, bytes. */
export const entriesOverhead = 3;

type EntryBytes = Pick<Entry, 'header' | 'signature' | 'body'>;

/** With its body or without. */
const entryBytes: Layout<EntryBytes> = {
  write(writer, { header, signature, body }) {
    layout.flag.write(writer.bytes(header).bytes(signature), body !== undefined);
    if (body !== undefined) writer.bytes(body);
  },
  read(reader) {
    const header = reader.take(headerBytes);
    const signature = reader.take(signatureBytes);
    if (!layout.flag.read(reader)) return { header, signature };
    const length = new ByteReader(header.subarray(headerPlaces.bodyLength)).uint(4);
    assertWire(length <= limits.body, 'body too long');
    return { header, signature, body: reader.take(length) };
  },
};
const entriesFrame = layout.struct<{ flag: Entries['flag']; entries: readonly EntryBytes[] }>({
  flag: layout.oneOf(['push', 'answer', 'last'], 'flag'),
  entries: layout.list(2, entryBytes, peerLimits.entries),
});

/** @throws AppError TOO_LARGE: the caller fills frames within `peerLimits`. */
export const encodeEntries = (said: Entries): Uint8Array => {
  const out = layout.bytesOf(entriesFrame, said);
  if (said.entries.length > peerLimits.entries || out.length > peerLimits.entriesBytes) {
    throw new AppError('TOO_LARGE', `${said.entries.length} entries, ${out.length} bytes in one frame`);
  }
  return out;
};

/**
 * Checks shape and lengths only; chain, hashes and signatures are the reader's business. `decodeEntry` copies what it keeps: one
 * stored entry must not keep its whole frame in memory. @throws AppError BAD_OPERATION.
 */
export const decodeEntries = (crypto: Pick<Crypto, 'sha256'>, body: Uint8Array): Entries =>
  decodeBytes('ENTRIES', body, (reader) => {
    assertWire(body.length <= peerLimits.entriesBytes, 'too long');
    const { flag, entries } = entriesFrame.read(reader);
    return {
      flag,
      entries: entries.map(({ header, signature, body: own }) => decodeEntry(crypto, header, signature, own)),
    };
  });
