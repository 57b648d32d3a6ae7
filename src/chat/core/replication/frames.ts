import { entryOverhead, isAnchor } from '../../../../common/log/index.ts';
import { limits, type Entry, type StoredEntry } from '../../../../common/model/index.ts';
import {
  encodeEntries,
  encodeFrame,
  entriesOverhead,
  frameTypes,
  peerLimits,
} from '../../../../common/protocol/peer/index.ts';

/** Bytes in a frame: one more says whether there is a body. */
const weight = ({ body }: Entry): number => entryOverhead + 1 + (body?.length ?? 0);

export const totalWeight = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + weight(entry), 0);

/**
 * Entries of whole runs, as ENTRIES frames that each end at an anchor; at least one, possibly empty. What cannot be sent so is
 * left out: the store gives no such thing.
 */
export const toFrames = (entries: readonly Entry[]): (readonly Entry[])[] => {
  const frames: (readonly Entry[])[] = [];
  let rest = entries;
  while (rest.length > 0) {
    const frame = nextFrame(rest);
    if (frame.length === 0) break;
    frames.push(frame);
    rest = rest.slice(frame.length);
  }
  return frames.length === 0 ? [[]] : frames;
};

/** Entries that nobody asked for, encoded for everybody. */
export const pushFrames = (entries: readonly Entry[]): Uint8Array[] =>
  toFrames(entries).map((part) => encodeFrame(frameTypes.ENTRIES, encodeEntries({ flag: 'push', entries: part })));

/** About as long as what one signature covers: small frames, and live ones, get past a page. */
const nextFrame = (entries: readonly Entry[]): readonly Entry[] => {
  let bytes = entriesOverhead;
  let anchored = 0;
  for (const [i, entry] of entries.slice(0, limits.runEntries).entries()) {
    bytes += weight(entry);
    if (bytes > (anchored === 0 ? peerLimits.entriesBytes : limits.signEvery)) break;
    if (isAnchor(entry)) anchored = i + 1;
  }
  return entries.slice(0, anchored);
};

/**
 * Of the newest entries of a conversation, ascending in its order: those that weigh no more than `maxBytes`, newest first
 * when that is not all, log by log. Of each log the end that is held without a gap, which has an anchor as its last.
 */
export const newestRuns = (page: readonly StoredEntry[], maxBytes: number): Entry[] => {
  const logs = new Map<string, Entry[]>();
  const torn = new Set<string>();
  let bytes = 0;
  for (const { author, entry } of page.toReversed()) {
    bytes += weight(entry);
    if (bytes > maxBytes && logs.size > 0) break;
    const log = logs.get(author) ?? [];
    const above = log.at(-1);
    if (above !== undefined && above.seq !== entry.seq + 1) torn.add(author);
    if (!torn.has(author)) logs.set(author, [...log, entry]);
  }
  return [...logs.values()].flatMap((log) => log.toReversed());
};

/** Single entries whose bodies are held, as many as fit into one frame. No runs: each stands for itself by its id. */
export const withBodies = (found: readonly StoredEntry[], maxBytes: number): readonly Entry[] => {
  const entries = found.map(({ entry }) => entry).filter(({ body }) => body !== undefined);
  let bytes = entriesOverhead;
  const end = entries.findIndex((entry) => {
    bytes += weight(entry);
    return bytes > maxBytes;
  });
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
};
