import { AppError, Emitter, type Event, type Logger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import {
  callsOf,
  resolveRoom,
  type Calls,
  type ChatEvent,
  type ChatState,
  type ClientPort,
} from '../../common/protocol/chat/index.ts';
import { ClientCore } from './core/client-core.ts';

/** The chat as its users see it: every verb of the table, and what there is to see. Calls reject with AppError only. */
export interface ChatService extends Calls {
  readonly state: ChatState;
  readonly onDidChangeState: Event<ChatState>;
  readonly onEvent: Event<ChatEvent>;
  /** Events of these conversations were left out, or of any: what is shown of them is to be read again. */
  readonly onStale: Event<readonly RoomKey[] | 'all'>;
  /** Resolves a name or id among my rooms, then the listed ones. Throws ROOM_UNKNOWN, ROOM_AMBIGUOUS. */
  resolveRoom(nameOrId: string): RoomKey;
  /** Ends everything: links, tracker session, timers, database. Never rejects. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly logger: Logger;
  /** Ends the engine, once. */
  readonly close: () => Promise<void>;
}

/** A service over a port; resolves once its state is there. */
export const openService = (port: ClientPort, { logger, close }: ServiceOptions): Promise<ChatService> => {
  const onError = (error: unknown): void => logger.log('error', `a listener failed: ${String(error)}`);
  const changed = new Emitter<ChatState>(onError);
  const events = new Emitter<ChatEvent>(onError);
  const stale = new Emitter<readonly RoomKey[] | 'all'>(onError);
  const core = new ClientCore({
    emit: (event) => events.fire(event),
    changed: () => changed.fire(core.state),
    stale: (rooms) => stale.fire(rooms),
  });
  let closing: Promise<void> | undefined;
  const service: ChatService = {
    ...callsOf(
      (verb, params) =>
        new Promise((resolve, reject) => {
          core.ask(verb, params, (result) => {
            if (result instanceof AppError) reject(result);
            else resolve(result);
          });
        }),
    ),
    get state() {
      return core.state;
    },
    onDidChangeState: changed.event,
    onEvent: events.event,
    onStale: stale.event,
    resolveRoom: (nameOrId) => {
      const found = resolveRoom(nameOrId, core.state);
      if (found instanceof AppError) throw found;
      return found;
    },
    close: () => {
      closing ??= close().finally(() => {
        core.close();
        for (const emitter of [changed, events, stale]) emitter.dispose();
      });
      return closing;
    },
  };
  return new Promise((resolve) => {
    const first = changed.event(() => {
      first.dispose();
      resolve(service);
    });
    core.connect(port);
  });
};
