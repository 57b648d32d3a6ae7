import type { AppError } from '../../../common/base/index.ts';
import type { RunItem } from '../../../common/log/index.ts';
import { limits, type About, type LogKind, type StoredEntry } from '../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { Notes } from './notes.ts';

/** A body that this device adds to one of its logs. `done` comes after the commit. */
export interface OwnWrite {
  readonly conversation: Conversation;
  readonly kind: LogKind;
  readonly body: Uint8Array;
  /** What rides in the same commit. */
  notes?(stored: StoredEntry): Notes;
  /** What it says about another entry. A deletion gets a signature of its own. */
  readonly about?: About;
  done(result: StoredEntry | AppError): void;
}

/** Header and signature. */
const entryOverhead = 199;

/** As many waiting bodies as fit under one anchor for each log; the rest waits for the next batch, and so does what must. */
export const takeFitting = (
  writes: readonly OwnWrite[],
  mustWait: (write: OwnWrite) => boolean,
): { readonly taken: readonly OwnWrite[]; readonly left: readonly OwnWrite[] } => {
  const used = new Map<string, { entries: number; bytes: number }>();
  const taken: OwnWrite[] = [];
  const left: OwnWrite[] = [];
  for (const write of writes) {
    const log = `${write.conversation.room}${write.kind}`;
    const sum = used.get(log) ?? { entries: 0, bytes: 0 };
    const size = write.body.length + entryOverhead;
    const may = sum.entries > 0 || !mustWait(write);
    const fits = may && sum.entries < limits.runEntries && sum.bytes + size <= limits.runBytes;
    used.set(log, { entries: fits ? sum.entries + 1 : limits.runEntries, bytes: sum.bytes + size });
    (fits ? taken : left).push(write);
  }
  return { taken, left };
};

/** Cut so that each run has one signature: after every deletion, and at the end. */
export const anchored = (writes: readonly OwnWrite[], items: readonly RunItem[]): readonly (readonly RunItem[])[] => {
  const ends = writes.flatMap(({ about }, i) => (about?.act === 'delete' || i === writes.length - 1 ? [i + 1] : []));
  return ends.map((end, i) => items.slice(ends[i - 1] ?? 0, end));
};
