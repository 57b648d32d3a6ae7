import { AppError, type Random } from '../../../common/base/index.ts';
import type {
  Batch,
  MuteMark,
  PeerHave,
  RoomKey,
  SeenMark,
  StoredEntry,
  StoredRoom,
} from '../../../common/model/index.ts';
import type { DiskFate } from './host.ts';

export interface Content {
  readonly rooms: Map<RoomKey, StoredRoom>;
  readonly certificates: Map<string, Uint8Array>;
  /** By room, kind, device and place. */
  readonly places: Map<string, StoredEntry>;
  readonly peerHave: Map<string, PeerHave>;
  readonly seen: Map<string, SeenMark>;
  readonly mutes: Map<RoomKey, MuteMark>;
}

const empty = (): Content => ({
  rooms: new Map(),
  certificates: new Map(),
  places: new Map(),
  peerHave: new Map(),
  seen: new Map(),
  mutes: new Map(),
});

/** A disk: what is on it survives `crash`, what was still being synced may not, and a program that died hears nothing more. */
export class MemoryDisk {
  synced: Content = empty();
  /** Milliseconds that one operation takes. */
  syncMs = 1;
  /** Told of every commit. */
  onSynced: ((batch: Batch) => void) | undefined;
  /** Commits that a crash let through and nobody was told of. */
  unheard = 0;
  #failure: { readonly error: AppError; readonly reads: boolean } | undefined;
  #generation = 0;
  #unsynced: (() => void)[] = [];

  /** What an append meets with now. */
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
    this.#failure = { error: new AppError('INTERNAL', 'input/output error'), reads: true };
  }

  /** All is well again. */
  free(): void {
    this.#failure = undefined;
  }

  /** Everything said that is on it. */
  get entries(): readonly StoredEntry[] {
    return [...this.synced.places.values()];
  }

  /** What `synced` can be set back to. */
  backUp(): Content {
    const { rooms, certificates, places, peerHave, seen, mutes } = this.synced;
    return {
      rooms: new Map(rooms),
      certificates: new Map(certificates),
      places: new Map(places),
      peerHave: new Map(peerHave),
      seen: new Map(seen),
      mutes: new Map(mutes),
    };
  }

  get generation(): number {
    return this.#generation;
  }

  /** A commit is handed over; it is done in its turn, or a crash decides. */
  begin(commit: () => void): void {
    this.#unsynced.push(commit);
  }

  /** The turn of the oldest. */
  end(): void {
    this.#unsynced.shift()?.();
  }

  /** All at once, for a program that ends in order. */
  finish(): void {
    while (this.#unsynced.length > 0) this.end();
    this.#generation++;
  }

  crash(fate: DiskFate, random: Pick<Random, 'below'>): void {
    this.#generation++;
    const all = this.#unsynced;
    this.#unsynced = [];
    const arrived = fate === 'kept' ? all.length : fate === 'torn' ? random.below(all.length + 1) : 0;
    this.unheard += arrived;
    for (const commit of all.slice(0, arrived)) commit();
  }
}
