import type { Row } from '../../common/model/index.ts';
import type { Host } from '../host.ts';
import { findRow } from '../state/rows.ts';
import type { Announcer } from './announcer.ts';
import type { Popups } from './popups.ts';
import type { Store } from './store.ts';
import type { FindController } from './find-controller.ts';
import type { ComposerController } from './composer-controller.ts';

interface ReferenceSyncParts {
  readonly host: Host;
  readonly store: Store;
  readonly composer: ComposerController;
  readonly announcer: Announcer;
  readonly popups: Popups;
  readonly find: Pick<FindController, 'onRows'>;
}

/** Text of messages that stands outside their rows: what has been deleted or edited is so there too. */
export class ReferenceSync {
  readonly #parts: ReferenceSyncParts;

  constructor(parts: ReferenceSyncParts) {
    this.#parts = parts;
  }

  /** These rows are new, or stand differently now. */
  onRows(rows: readonly Row[]): void {
    const { composer, announcer, popups, find } = this.#parts;
    const changed = new Map(rows.map((row) => [row.id, row]));
    composer.applyRows(changed);
    find.onRows(rows);
    if (!rows.some(({ kind }) => kind === 'deleted')) return;
    announcer.clear();
    const { open } = popups;
    if (open !== undefined && 'message' in open && changed.get(open.message)?.kind === 'deleted') popups.close();
  }

  /** The page shows these rows anew. */
  onSnapshot(rows: readonly Row[]): void {
    this.onRows(rows);
    void this.#verify();
  }

  /** What is answered or edited may have been deleted while the page was away, far from what it shows. */
  async #verify(): Promise<void> {
    const { host, store, composer } = this.#parts;
    const { room } = store;
    const id = composer.referencedId;
    if (room === undefined || id === undefined || findRow(store.state.rows, id) !== undefined) return;
    const answer = await host.request('history', { room, place: { around: id } });
    if (answer.ok && store.room === room) this.onRows(answer.value.rows);
  }
}
