import { entryOverhead, type LogCoverage } from '../../../../common/log/index.ts';
import type { PagedEntry, StoredEntry } from '../../../../common/model/index.ts';
import type { Conversation, LogState } from './conversation.ts';
import type { SideWrites } from './side-writes.ts';
import type { PendingWrite } from './pending-writes.ts';

/** What was written here, with the entry that it has become. */
export interface Signed {
  readonly write: PendingWrite;
  readonly stored: PagedEntry;
}

/** A batch that is written and not durable yet. */
export interface Commit {
  readonly position: number;
  /** When it was written, milliseconds of the monotonic clock. */
  readonly at: number;
  readonly touched: ReadonlySet<Conversation>;
  readonly entries: readonly StoredEntry[];
  readonly own: readonly Signed[];
  /** What else rides in it. */
  readonly sideWrites: readonly SideWrites[];
  /** How far each log is durable with it. */
  readonly logs: ReadonlyMap<LogState, LogCoverage>;
}

/** What may be written and not durable. Beyond this nothing is taken from others. */
const backlog = { entries: 10_000, bytes: 16 * 1024 * 1024 };

/** Commits on their way from the page cache to the platter, in order. */
export class CommitQueue {
  #commits: Commit[] = [];
  #entries = 0;
  #bytes = 0;
  #durable = 0;

  push(commit: Commit): void {
    this.#commits.push(commit);
    this.#entries += commit.entries.length;
    this.#bytes += bytesOf(commit);
  }

  /** Everything up to this position is durable. */
  raise(position: number): void {
    this.#durable = Math.max(this.#durable, position);
  }

  /** The oldest commit, if it is durable. */
  shift(): Commit | undefined {
    const [first] = this.#commits;
    if (first === undefined || first.position > this.#durable) return undefined;
    this.#commits.shift();
    this.#entries -= first.entries.length;
    this.#bytes -= bytesOf(first);
    return first;
  }

  get hasDurable(): boolean {
    return (this.#commits[0]?.position ?? Infinity) <= this.#durable;
  }

  /** When the oldest that is not durable was written. */
  get oldestAt(): number | undefined {
    return this.#commits.find(({ position }) => position > this.#durable)?.at;
  }

  get isFull(): boolean {
    return this.#entries >= backlog.entries || this.#bytes >= backlog.bytes;
  }

  /** All that nobody will ever be told of. */
  clear(): readonly Commit[] {
    const all = this.#commits;
    this.#commits = [];
    this.#entries = 0;
    this.#bytes = 0;
    return all;
  }
}

const bytesOf = ({ entries }: Commit): number =>
  entries.reduce((sum, { entry }) => sum + entryOverhead + (entry.body?.length ?? 0), 0);
