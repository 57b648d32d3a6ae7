import type { Row } from '../../common/model/index.ts';
import type { Host } from '../host.ts';
import { heldRow } from '../state/rows.ts';
import type { Announcer } from './announcer.ts';
import type { Popups } from './popups.ts';
import type { Store } from './store.ts';
import type { Writer } from './writer.ts';

interface CopiesParts {
  readonly host: Host;
  readonly store: Store;
  readonly writer: Writer;
  readonly announcer: Announcer;
  readonly popups: Popups;
}

/** Text of messages that stands outside their rows: what has been deleted or edited is so there too. */
export class Copies {
  readonly #parts: CopiesParts;

  constructor(parts: CopiesParts) {
    this.#parts = parts;
  }

  /** These rows are new, or stand differently now. */
  heard(rows: readonly Row[]): void {
    const { writer, announcer, popups } = this.#parts;
    const changed = new Map(rows.map((row) => [row.id, row]));
    writer.follow(changed);
    if (!rows.some(({ kind }) => kind === 'deleted')) return;
    announcer.forget();
    const { open } = popups;
    if (open !== undefined && 'message' in open && changed.get(open.message)?.kind === 'deleted') popups.close();
  }

  /** What is answered or edited may have been deleted while the page was away, far from what it shows. */
  async prove(): Promise<void> {
    const { host, store, writer } = this.#parts;
    const { room } = store;
    const id = writer.about;
    if (room === undefined || id === undefined || heldRow(store.state.rows, id) !== undefined) return;
    const answer = await host.call('history', { room, place: { around: id } });
    if (answer.ok && store.room === room) this.heard(answer.value.rows);
  }
}
