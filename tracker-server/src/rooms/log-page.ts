import { base64urlLength, toBase64url } from '../../../common/base/index.ts';
import { certificateBytes, entryOverhead, entryToJson, isAnchor } from '../../../common/log/index.ts';
import { logKey, type Entry } from '../../../common/model/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { RoomState } from './room-state.ts';

export interface LogPage {
  readonly certs: string[];
  readonly entries: string[];
  readonly next?: string;
}

/** Certificates and entries as they travel. */
export const logOf = (
  state: RoomState,
  entries: readonly Entry[],
): { readonly certs: string[]; readonly entries: string[] } => {
  const logs = new Set(entries.map(logKey));
  const certs = [...logs].flatMap((log) => state.certificates.get(log)?.bytes ?? []);
  return { certs: certs.map(toBase64url), entries: entries.map(entryToJson) };
};

/**
 * The entries of a room that somebody lacks, from the place `page` in the order of arrival, about 64 KiB of them. A page
 * ends at an anchor, so that each can be verified by itself.
 */
export const logPage = (state: RoomState, have: Readonly<Record<string, number>>, page: number): LogPage => {
  const chosen: Entry[] = [];
  let size = 0;
  let at = page;
  for (; at < state.operations.length; at++) {
    const entry = state.operations[at]?.entry;
    if (entry === undefined || entry.seq < (have[logKey(entry)] ?? 0)) continue;
    chosen.push(entry);
    // a certificate goes with at least the first entry of its author
    size += base64urlLength(entryOverhead + entry.bodyLength + certificateBytes);
    const full = size >= trackerLimits.pageBytes || chosen.length >= trackerLimits.pageItems;
    if (full && isAnchor(entry)) break;
  }
  const rest = state.operations.slice(at + 1).some(({ entry }) => entry.seq >= (have[logKey(entry)] ?? 0));
  return { ...logOf(state, chosen), ...(rest && { next: String(at + 1) }) };
};
