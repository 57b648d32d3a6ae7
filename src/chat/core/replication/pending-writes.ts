import { AppError, type Later } from '../../../../common/base/index.ts';
import { entryOverhead, type RunItem } from '../../../../common/log/index.ts';
import {
  limits,
  type AnnotationTarget,
  type LogKind,
  type PagedEntry,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { SideWrites } from './side-writes.ts';

/** A body that this device adds to one of its logs. */
export interface EntryDraft {
  readonly conversation: Conversation;
  readonly kind: LogKind;
  readonly body: Uint8Array;
  /** What rides in the same commit. */
  sideWrites?(stored: StoredEntry): SideWrites;
  /** What it says about another entry. A deletion gets a signature of its own. */
  readonly about?: AnnotationTarget;
  /** It says nothing to a reader. */
  readonly silent?: true;
}

export interface PendingWrite extends EntryDraft {
  /** What it has become, once that is durable. */
  readonly result: Later<PagedEntry>;
}

/** What is written too late ends with it. */
export const closing = (): AppError => new AppError('OFFLINE', 'the chat is closing');

/** What one commit takes, in entries and in bytes: some milliseconds, so that others have their turn. */
const commitEntries = limits.runEntries;
const commitBytes = limits.runBytes;

const weight = ({ body }: PendingWrite): number => body.length + entryOverhead;

/** Selects writes for one commit; a log that is behind its remote copy is skipped. Costs what it selects. */
export const selectBatch = (
  writes: readonly PendingWrite[],
  isBehindRemote: (write: PendingWrite) => boolean,
): { readonly taken: readonly PendingWrite[]; readonly left: PendingWrite[] } => {
  const waits = new Map<string, boolean>();
  const taken: PendingWrite[] = [];
  const left: PendingWrite[] = [];
  let bytes = 0;
  let at = 0;
  for (const write of writes) {
    const log = `${write.conversation.room}${write.kind}`;
    const wait = waits.get(log) ?? isBehindRemote(write);
    waits.set(log, wait);
    if (!wait) bytes += weight(write);
    if (taken.length === commitEntries || (bytes > commitBytes && taken.length > 0)) break;
    (wait ? left : taken).push(write);
    at++;
  }
  return { taken, left: left.concat(writes.slice(at)) };
};

/** Cut so that each run has one signature: after every deletion, where a frame would become long, and at the end. */
export const splitRuns = (
  writes: readonly PendingWrite[],
  items: readonly RunItem[],
): readonly (readonly RunItem[])[] => {
  const runs: RunItem[][] = [];
  let run: RunItem[] = [];
  let bytes = 0;
  for (const [i, write] of writes.entries()) {
    bytes += weight(write);
    if (run.length === limits.runEntries || bytes > limits.signEvery) {
      runs.push(run);
      run = [];
      bytes = weight(write);
    }
    run.push(...items.slice(i, i + 1));
    if (write.about?.kind !== 'DELETE') continue;
    runs.push(run);
    run = [];
    bytes = 0;
  }
  return run.length === 0 ? runs : [...runs, run];
};
