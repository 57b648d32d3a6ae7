import * as path from 'node:path';
import { silentLogger, type Logger } from '../../common/base/index.ts';
import type { ChatEvent, ChatState } from '../../common/protocol/chat/index.ts';
import { openChat } from '../../src/app/open.ts';
import type { ChatService } from '../../src/client/index.ts';
import { startTracker, type RunningTracker } from '../../tracker-server/src/tracker-service.ts';
import { temporaryFolder } from './temporary-folder.ts';

const password = 'correct horse battery';

/** A tracker, and people whose engines run on this thread. */
export class Services implements AsyncDisposable {
  readonly tracker: RunningTracker;
  readonly #folder: Awaited<ReturnType<typeof temporaryFolder>>;
  readonly #logger: Logger;
  readonly #open = new Set<ChatService>();

  private constructor(tracker: RunningTracker, folder: Awaited<ReturnType<typeof temporaryFolder>>, logger: Logger) {
    this.tracker = tracker;
    this.#folder = folder;
    this.#logger = logger;
  }

  static async start(logger = silentLogger): Promise<Services> {
    const folder = await temporaryFolder();
    const tracker = await startTracker({ data: path.join(folder.path, 'tracker'), port: 0, limits: false });
    return new Services(tracker, folder, logger);
  }

  /** With what it has on disk from before, under this name. */
  async open(name: string, more: { readonly offline?: true } = {}): Promise<ChatService> {
    const chat = await openChat({
      data: path.join(this.#folder.path, name),
      workers: path.join(import.meta.dirname, '../../dist'),
      logger: this.#logger,
      settings: { listenHost: '127.0.0.1', listenPort: 0, ...more },
    });
    if (chat === 'locked') throw new Error(`${name} is open already`);
    this.#open.add(chat);
    return chat;
  }

  credentials(username: string): { readonly tracker: string; readonly username: string; readonly password: string } {
    return { tracker: this.tracker.url, username, password };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((chat) => chat.close()));
    await this.tracker.close();
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** The first state of which this holds. */
export const untilState = async (chat: ChatService, holds: (state: ChatState) => boolean): Promise<ChatState> => {
  while (!holds(chat.state)) {
    await new Promise<void>((resolve) => {
      const watch = chat.onDidChangeState(() => {
        watch.dispose();
        resolve();
      });
    });
  }
  return chat.state;
};

/** The next event of which this holds. */
export const nextEvent = (chat: ChatService, wanted: (event: ChatEvent) => boolean): Promise<ChatEvent> =>
  new Promise((resolve) => {
    const watch = chat.onEvent((event) => {
      if (!wanted(event)) return;
      watch.dispose();
      resolve(event);
    });
  });
