import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../common/base/index.ts';
import { makeBackup } from '../backup/make-backup.ts';
import type { Readiness } from '../readiness.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { DataFolder } from '../storage/data-folder.ts';
import type { AdminRequest, AdminResult } from './protocol.ts';
import { countsOf } from './stored.ts';

export interface AdminCommandsParts {
  readonly clock: Pick<Clock, 'wall'>;
  readonly connection: DatabaseSync;
  readonly files: DataFolder;
  readonly sessions: Sessions;
  readonly readiness: Readiness;
  readonly about: { readonly id: string; readonly name: string; readonly version: string };
  readonly url: () => string;
}

/** What a running tracker does for whoever runs it. */
export class AdminCommands {
  readonly #parts: AdminCommandsParts;
  readonly #since: string;
  #backup: Promise<unknown> = Promise.resolve();

  constructor(parts: AdminCommandsParts) {
    this.#parts = parts;
    this.#since = new Date(parts.clock.wall()).toISOString();
  }

  run(request: AdminRequest): Promise<AdminResult> {
    return request.command === 'status' ? this.#status() : this.#backUp(request.file);
  }

  /** What still reads the database has ended. */
  async settled(): Promise<void> {
    await this.#backup.catch(() => {});
  }

  async #status(): Promise<AdminResult> {
    const { connection, sessions, readiness, about, url } = this.#parts;
    const online = { sessions: sessions.all.size, people: sessions.people };
    const troubles = await readiness.troubles();
    return { running: true, ...about, url: url(), since: this.#since, ...online, ...countsOf(connection), troubles };
  }

  /** One at a time. */
  async #backUp(file: string): Promise<AdminResult> {
    const { clock, connection, files, about } = this.#parts;
    const made = this.settled().then(() =>
      makeBackup({ connection, files, trackerId: about.id, now: clock.wall() }, file),
    );
    this.#backup = made;
    return { file, ...(await made) };
  }
}
