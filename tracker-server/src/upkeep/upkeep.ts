import { AppError } from '../../../common/base/index.ts';
import { AdminCommands, type AdminCommandsParts } from '../admin/admin-commands.ts';
import { AdminServer } from '../admin/admin-server.ts';
import { adminSocketPath } from '../admin/socket-path.ts';
import type { TrackerContext } from '../tracker-context.ts';
import type { Storage } from '../storage/open-storage.ts';
import { checkCopy } from './check-copy.ts';
import { DailyCheck } from './daily-check.ts';

export interface UpkeepParts extends Pick<AdminCommandsParts, 'about' | 'url'> {
  readonly folder: string;
  readonly storage: Storage;
  readonly context: TrackerContext;
  /** Looks through databases; without it they are not looked through. */
  readonly worker: string | URL | undefined;
}

/** What goes on beside serving, for whoever runs the tracker: his commands, and the daily look through the database. */
export class Upkeep {
  readonly #folder: string;
  readonly #context: TrackerContext;
  readonly #commands: AdminCommands;
  readonly #check: DailyCheck | undefined;
  #server: AdminServer | undefined;

  constructor({ folder, storage, context, worker, about, url }: UpkeepParts) {
    const { clock, logger, readiness, sessions } = context;
    const { connection } = storage.opened;
    const { files } = storage;
    this.#folder = folder;
    this.#context = context;
    this.#commands = new AdminCommands({ clock, connection, files, sessions, readiness, about, url });
    if (worker === undefined) return;
    const look = (): Promise<string | undefined> => checkCopy(connection, files.database, worker);
    this.#check = new DailyCheck({ clock, logger, look, found: (sound) => readiness.found(sound) });
  }

  /** Takes commands; where that cannot be, the tracker serves all the same. */
  async open(): Promise<void> {
    try {
      this.#server = await AdminServer.open(adminSocketPath(this.#folder), (request) => this.#commands.run(request));
    } catch (error) {
      this.#context.logger.log('warn', `no commands are taken while it runs: ${AppError.from(error).message}`);
    }
  }

  /** Nothing reads the database any more. */
  async close(): Promise<void> {
    this.#check?.dispose();
    await this.#server?.close();
    await this.#commands.settled();
    await this.#check?.settled();
  }
}
