import {
  ByteReader,
  ByteWriter,
  base64urlLength,
  concat,
  fromBase64url,
  LastHex,
  toBase64url,
  toHex,
  type Crypto,
  decodeGuarded,
  assertWire,
} from '../base/index.ts';
import { signatureBytes } from './signed-record.ts';
import { asHex, idBytes, limits, type Entry, type EntryId } from '../model/index.ts';

type Hash = Pick<Crypto, 'sha256'>;
type HeaderFields = Pick<Entry, 'log' | 'device' | 'seq' | 'prev' | 'clock' | 'bodyHash' | 'bodyLength'>;

const version = 1;
export const headerBytes = 135;
const hashBytes = 32;
/** Where in a header these begin. */
export const headerPlaces = { prev: 57, clock: 89, bodyHash: 99, bodyLength: 131 } as const;
/** An entry without its body. */
export const entryOverhead: number = headerBytes + signatureBytes;
const none = new Uint8Array(0);
const jsonCharacters = base64urlLength(entryOverhead + limits.body);

/** The signature of an entry below an anchor. */
export const noSignature: Uint8Array = new Uint8Array(signatureBytes);

/** An anchor carries a signature; it vouches for the entries its chain leads back to. */
export const isAnchor = ({ signature }: Pick<Entry, 'signature'>): boolean => {
  for (const byte of signature) if (byte !== 0) return true;
  return false;
};

export const encodeHeader = (fields: HeaderFields): Uint8Array =>
  new ByteWriter(headerBytes)
    .uint(1, version)
    .bytes(idBytes(fields.log))
    .bytes(idBytes(fields.device))
    .uint(8, fields.seq)
    .bytes(fields.prev)
    .uint(8, fields.clock.ms)
    .uint(2, fields.clock.count)
    .bytes(fields.bodyHash)
    .uint(4, fields.bodyLength)
    .done();

/** Of logs and devices: entries come in runs, and each names the same two. */
const lastLog = new LastHex();
const lastDevice = new LastHex();

const decodeHeader = (header: Uint8Array): HeaderFields => {
  assertWire(header.length === headerBytes, 'wrong length');
  const reader = new ByteReader(header);
  assertWire(reader.uint(1) === version, 'unknown version');
  const fields: HeaderFields = {
    log: asHex(lastLog.of(reader.take(16))),
    device: asHex(lastDevice.of(reader.take(32))),
    seq: reader.uint(8),
    prev: reader.take(32),
    clock: { ms: reader.uint(8), count: reader.uint(2) },
    bodyHash: reader.take(32),
    bodyLength: reader.uint(4),
  };
  assertWire(fields.seq < 2 ** 48 && fields.clock.ms < 2 ** 48, 'number out of range');
  assertWire(fields.bodyLength <= limits.body, 'body too long');
  assertWire(fields.seq > 0 || fields.prev.every((byte) => byte === 0), 'first one with a predecessor');
  return fields;
};

/**
 * An entry from its parts. Computes the id; throws BAD_OPERATION on a malformed header. Whether body and signature fit is
 * for `takeRun` to say.
 */
export const decodeEntry = (crypto: Hash, header: Uint8Array, signature: Uint8Array, body?: Uint8Array): Entry =>
  decodeGuarded('entry', () => {
    assertWire(signature.length === signatureBytes, 'signature of a wrong length');
    return entryOf(crypto, decodeHeader(header), header, signature, body);
  });

/** The entry whose header says these things. */
export const entryOf = (
  crypto: Hash,
  { log, device, seq, clock, bodyLength }: Omit<HeaderFields, 'prev' | 'bodyHash'>,
  header: Uint8Array,
  signature: Uint8Array,
  body?: Uint8Array,
): Entry => {
  // one copy: the parts are views of a frame, and one small entry must not keep a large frame alive
  const bytes = concat(header, signature, body ?? none);
  const signed = bytes.subarray(0, headerBytes + signatureBytes);
  const entry = {
    log,
    device,
    seq,
    clock,
    bodyLength,
    id: asHex<EntryId>(toHex(crypto.sha256(signed))),
    prev: bytes.subarray(headerPlaces.prev, headerPlaces.prev + hashBytes),
    bodyHash: bytes.subarray(headerPlaces.bodyHash, headerPlaces.bodyHash + hashBytes),
    header: bytes.subarray(0, headerBytes),
    signature: signed.subarray(headerBytes),
  };
  return body === undefined ? entry : { ...entry, body: bytes.subarray(signed.length) };
};

/** header ‖ signature ‖ body. */
export const entryToBytes = ({ header, signature, body }: Entry): Uint8Array => concat(header, signature, body ?? none);

/** Throws BAD_OPERATION unless the body is there whole, or not at all. */
export const entryFromBytes = (crypto: Hash, bytes: Uint8Array): Entry =>
  decodeGuarded('entry', () => {
    assertWire(bytes.length >= entryOverhead, 'too short');
    const header = bytes.subarray(0, headerBytes);
    const body = bytes.subarray(entryOverhead);
    const fields = decodeHeader(header);
    const isBare = body.length === 0 && fields.bodyLength > 0;
    assertWire(isBare || body.length === fields.bodyLength, 'body of a wrong length');
    return entryOf(crypto, fields, header, bytes.subarray(headerBytes, entryOverhead), isBare ? undefined : body);
  });

/** The form in JSON (W3): base64url of the bytes. */
export const entryToJson = (entry: Entry): string => toBase64url(entryToBytes(entry));

/** Throws BAD_OPERATION on anything but an entry. */
export const entryFromJson = (crypto: Hash, text: string): Entry =>
  decodeGuarded('entry', () => {
    const bytes = text.length <= jsonCharacters ? fromBase64url(text) : undefined;
    assertWire(bytes !== undefined, 'not base64url, or too long');
    return entryFromBytes(crypto, bytes);
  });
