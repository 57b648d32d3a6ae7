import { AppError, type Random } from '../../../common/base/index.ts';
import type {
  Audience,
  Batch,
  DeviceKey,
  IdentityKey,
  MeantName,
  Met,
  RoomPreference,
  PeerHave,
  ReachedDevice,
  RoomKey,
  SeenMark,
  StoredEntry,
  StoredRoom,
} from '../../../common/model/index.ts';
import type { DiskFate } from './host.ts';
import { commit } from './memory-commit.ts';
import { Places } from './places.ts';

export interface Content {
  readonly rooms: Map<RoomKey, StoredRoom>;
  readonly certificates: Map<string, Uint8Array>;
  readonly places: Places;
  readonly peerHave: Map<string, PeerHave>;
  readonly audiences: Map<string, Audience>;
  readonly seen: Map<string, SeenMark>;
  readonly preferences: Map<string, RoomPreference>;
  readonly met: Map<IdentityKey, Met>;
  readonly reached: Map<DeviceKey, ReachedDevice>;
  readonly meant: Map<string, MeantName>;
}

const empty = (): Content => ({
  rooms: new Map(),
  certificates: new Map(),
  places: new Places(),
  peerHave: new Map(),
  audiences: new Map(),
  seen: new Map(),
  preferences: new Map(),
  met: new Map(),
  reached: new Map(),
  meant: new Map(),
});

const copyOf = ({
  rooms,
  certificates,
  places,
  peerHave,
  audiences,
  seen,
  preferences,
  met,
  reached,
  meant,
}: Content): Content => ({
  rooms: new Map(rooms),
  certificates: new Map(certificates),
  places: places.copy(),
  peerHave: new Map(peerHave),
  audiences: new Map(audiences),
  seen: new Map(seen),
  preferences: new Map(preferences),
  met: new Map(met),
  reached: new Map(reached),
  meant: new Map(meant),
});

/**
 * A disk below a page cache: `written` is what programs read and what outlives them, `synced` what a power cut leaves. Between the two
 * stand batches in order, of which a crash keeps all, a prefix or none.
 */
export class MemoryDisk {
  synced: Content = empty();
  written: Content = empty();
  /** Milliseconds that a sync takes. */
  syncMs = 1;
  /** Told of every commit once it is written. */
  onWritten: ((batch: Batch) => void) | undefined;
  /** Told of every commit once it is durable. */
  onSynced: ((batch: Batch) => void) | undefined;
  /** Commits that a crash let through and nobody was told of. */
  unheard = 0;
  /** The next sync that ends fails. */
  syncFails = false;
  #failure: { readonly error: AppError; readonly reads: boolean } | undefined;
  #generation = 0;
  #unsynced: Batch[] = [];
  #hangs = false;
  #held: (() => void)[] = [];

  /** What a write meets with now. */
  get failure(): AppError | undefined {
    return this.#failure?.error;
  }

  /** What a reading meets with now. */
  get readFailure(): AppError | undefined {
    return this.#failure?.reads === true ? this.#failure.error : undefined;
  }

  /** ENOSPC: what is there can be read. */
  fill(): void {
    this.#failure = { error: new AppError('DISK_FULL', 'no space left'), reads: false };
  }

  /** EIO: nothing can be read or written. */
  spoil(): void {
    this.#failure = { error: new AppError('DISK_ERROR', 'input/output error'), reads: true };
  }

  /** It can be written and read again. */
  free(): void {
    this.#failure = undefined;
  }

  /** No sync ends before it is let go. */
  hang(): void {
    this.#hangs = true;
  }

  letGo(): void {
    this.#hangs = false;
    const held = this.#held;
    this.#held = [];
    for (const run of held) run();
  }

  get isHanging(): boolean {
    return this.#hangs;
  }

  /** Runs once the disk answers again. */
  answering(run: () => void): void {
    this.#held.push(run);
  }

  /** Everything said that is synced. */
  get entries(): readonly StoredEntry[] {
    return this.synced.places.all;
  }

  /** What `synced` can be set back to. */
  backUp(): Content {
    return copyOf(this.synced);
  }

  get generation(): number {
    return this.#generation;
  }

  /** A program starts. */
  open(): void {
    this.written = copyOf(this.synced);
    this.#unsynced = [];
  }

  /** All or nothing. Throws AppError. */
  write(batch: Batch): void {
    if (this.failure !== undefined) throw this.failure;
    commit(this.written, batch);
    this.#unsynced.push(batch);
    this.onWritten?.(batch);
  }

  /** So many of the oldest are durable now. */
  sync(count: number): void {
    for (const batch of this.#unsynced.splice(0, count)) {
      commit(this.synced, batch);
      this.onSynced?.(batch);
    }
  }

  /** All of them, for a program that ends in order. */
  finish(): void {
    this.sync(this.#unsynced.length);
    this.#generation++;
  }

  crash(fate: DiskFate, random: Pick<Random, 'nextInt'>): void {
    this.#generation++;
    const all = this.#unsynced.length;
    const arrived = fate === 'kept' ? all : fate === 'torn' ? random.nextInt(all + 1) : 0;
    this.unheard += arrived;
    this.sync(arrived);
    this.#unsynced = [];
  }
}
