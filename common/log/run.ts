import { AppError, equalBytes, toHex, type Crypto } from '../base/index.ts';
import {
  asHex,
  idBytes,
  limits,
  type DeviceKey,
  type Entry,
  type EntryId,
  type Hlc,
  type LogId,
} from '../model/index.ts';
import { encodeHeader, entryOf, isAnchor, noSignature } from './entry-codec.ts';
import { withDomain } from './domain-separation.ts';

/** The end of what is held of a log without a gap from 0. */
export interface LogTip {
  /** Entries 0 to prefix - 1 are held. */
  readonly prefix: number;
  /** The last of them; zeros when there is none. */
  readonly id: EntryId;
  readonly clock: Hlc;
}

export const emptyTip: LogTip = { prefix: 0, id: asHex('0'.repeat(64)), clock: { ms: 0, count: 0 } };

export const tipAfter = ({ seq, id, clock }: Entry): LogTip => ({ prefix: seq + 1, id, clock });

const signedPart = (header: Uint8Array): Uint8Array => withDomain('entry/v1', header);

/**
 * Whether an entry of this log stands for itself, wherever in the log it is: its body is there and its author has signed it. That
 * says nothing about the entries before it.
 */
export const verifySingle = (crypto: Pick<Crypto, 'sha256' | 'verify'>, log: LogId, entry: Entry): boolean => {
  const { seq, prev, clock } = entry;
  return verifyRun(crypto, log, { prefix: seq, id: asHex(toHex(prev)), clock }, [entry]) === 'ok';
};

export interface RunItem {
  readonly body: Uint8Array;
  readonly clock: Hlc;
}

/**
 * The next entries of an own log, to be stored in one transaction: only the last is signed and vouches for the others.
 * Throws TOO_LARGE when a body or the whole is beyond its limit.
 */
export const writeRun = (
  crypto: Pick<Crypto, 'sha256' | 'sign'>,
  log: LogId,
  device: DeviceKey,
  tip: LogTip,
  items: readonly RunItem[],
): readonly Entry[] => {
  const bodies = items.map(({ body }) => body.length);
  if (bodies.some((length) => length > limits.body)) throw new AppError('TOO_LARGE', 'body too large');
  if (!fitsBounds(bodies)) throw new AppError('TOO_LARGE', 'too much for one run');
  const out: Entry[] = [];
  let last = tip;
  for (const [index, { body, clock }] of items.entries()) {
    const link = { log, device, seq: last.prefix, prev: idBytes(last.id), clock };
    const fields = { ...link, bodyHash: crypto.sha256(body), bodyLength: body.length };
    const header = encodeHeader(fields);
    const signature = index === items.length - 1 ? crypto.sign(signedPart(header)) : noSignature;
    const entry = entryOf(crypto, fields, header, signature, body);
    out.push(entry);
    last = tipAfter(entry);
  }
  return out;
};

/** Bounds of what one anchor may cover, by the body lengths that the headers state. */
const fitsBounds = (bodyLengths: readonly number[]): boolean =>
  bodyLengths.length <= limits.runEntries && bodyLengths.reduce((sum, length) => sum + length, 0) <= limits.runBytes;

/**
 * `gap`: begins beyond the tip. `duplicate`: begins below it (drop what is held and ask again). `fork`: a valid run on top of
 * another entry than the tip: its author has signed two histories. The others are mistakes or malice of whoever sent it
 * and no verdict on the entries: never remember an entry as bad.
 */
export type RunVerdict = 'ok' | 'gap' | 'duplicate' | 'fork' | 'chain' | 'body' | 'anchor' | 'signature' | 'tooLarge';

/**
 * Whether these entries continue a log from `tip` and are vouched for by the last one. Bodies must be there, but of those for
 * which `isBodyOptional` holds.
 */
export const verifyRun = (
  crypto: Pick<Crypto, 'sha256' | 'verify'>,
  log: LogId,
  tip: LogTip,
  run: readonly Entry[],
  isBodyOptional: (entry: Entry) => boolean = () => false,
): RunVerdict => {
  const first = run[0];
  const shape = verifyShape(log, run);
  if (first === undefined || shape !== 'ok') return shape;
  if (first.seq > tip.prefix) return 'gap';
  if (first.seq < tip.prefix) return 'duplicate';
  const vouched = verifyAnchored(crypto, run, isBodyOptional);
  if (vouched !== 'ok') return vouched;
  return equalBytes(first.prev, idBytes(tip.id)) ? 'ok' : 'fork';
};

/** Whether these are consecutive entries of that log, as many as one anchor may cover. */
export const verifyShape = (log: LogId, run: readonly Entry[]): 'ok' | 'tooLarge' | 'chain' => {
  if (run.length === 0 || !fitsBounds(run.map((entry) => entry.bodyLength))) return 'tooLarge';
  return isChain(log, run) ? 'ok' : 'chain';
};

/** Whether the bodies are those of their headers, but where one may lack, and the last of the run vouches for it. */
export const verifyAnchored = (
  crypto: Pick<Crypto, 'sha256' | 'verify'>,
  run: readonly Entry[],
  isBodyOptional: (entry: Entry) => boolean,
): 'ok' | 'body' | 'anchor' | 'signature' => {
  const last = run.at(-1);
  if (!run.every((entry) => (entry.body === undefined ? isBodyOptional(entry) : bodyFits(crypto, entry))))
    return 'body';
  if (last === undefined || !isAnchor(last)) return 'anchor';
  return crypto.verify(idBytes(last.device), signedPart(last.header), last.signature) ? 'ok' : 'signature';
};

const isChain = (log: LogId, run: readonly Entry[]): boolean =>
  run.every((entry, index) => {
    if (entry.log !== log) return false;
    const before = run[index - 1];
    if (before === undefined) return true;
    return entry.device === before.device && entry.seq === before.seq + 1 && toHex(entry.prev) === before.id;
  });

const bodyFits = (crypto: Pick<Crypto, 'sha256'>, { body, bodyLength, bodyHash }: Entry): boolean =>
  body !== undefined && body.length === bodyLength && equalBytes(crypto.sha256(body), bodyHash);
