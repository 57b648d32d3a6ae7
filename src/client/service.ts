import { AppError, Emitter, type Clock, type Event, type Logger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import {
  callsOf,
  resolveRoom,
  type Calls,
  type ChatEvent,
  type ChatState,
  type ClientPort,
  type FromEngineControl,
  type LastWord,
  type SlowStep,
  type RefusedDevice,
} from '../../common/protocol/chat/index.ts';
import { ClientCore } from './core/client-core.ts';
import { Supervisor, type EngineEnd, type EngineStatus } from './core/supervisor.ts';

/** The chat as its users see it: every verb of the table, and what there is to see. Calls reject with AppError only. */
export interface ChatService extends Calls {
  readonly state: ChatState;
  readonly onDidChangeState: Event<ChatState>;
  readonly onEvent: Event<ChatEvent>;
  /** Events of these conversations were left out, or of any: what is shown of them is to be read again. */
  readonly onStale: Event<readonly RoomKey[] | 'all'>;
  /** How the engine is: engines come and go, the service stays. What is asked meanwhile waits. */
  readonly engine: EngineStatus;
  readonly onDidChangeEngine: Event<EngineStatus>;
  /** Resolves a name or id among my rooms, then the listed ones. Throws ROOM_UNKNOWN, ROOM_AMBIGUOUS. */
  resolveRoom(nameOrId: string): RoomKey;
  /** Ends everything: links, tracker session, timers, database. An engine that does not end within 4 s is let go. Never rejects. */
  close(): Promise<EngineEnd>;
}

/** One engine, wherever it runs. */
export interface RunningEngine {
  /** A new way to it, for its client. */
  connect(): ClientPort;
  /** It is to end in order. */
  close(): void;
  /** The process may end while it still runs. */
  letGo(): void;
}

/** Starts an engine. Whatever becomes of it, `exited` comes once and last. */
export type SpawnEngine = (
  refused: readonly RefusedDevice[],
  on: { readonly heard: (word: FromEngineControl) => void; readonly exited: () => void },
) => RunningEngine;

export interface ServiceOptions {
  readonly spawn: SpawnEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How the engine is, also before there is a service. */
  readonly onEngine?: (status: EngineStatus) => void;
  /** A step of opening begins that may take long. */
  readonly onSlowStep?: (step: SlowStep) => void;
  /** From then on nobody wants the service: what has begun is ended, and OFFLINE is what it rejects with. */
  readonly onCancel?: Event<void>;
}

/**
 * A service with an engine that is kept running; resolves once its state is there. `locked` while another window or process has the data.
 * Rejects with AppError: NEWER_DATA, DISK_FULL, DISK_ERROR, DATA_DAMAGED, ENGINE_FAILED, INTERNAL.
 */
export const openService = ({
  spawn,
  clock,
  logger,
  onEngine,
  onSlowStep,
  onCancel,
}: ServiceOptions): Promise<ChatService | 'locked'> => {
  const onError = (error: unknown): void => logger.log('error', `a listener failed: ${String(error)}`);
  const changed = new Emitter<ChatState>(onError);
  const events = new Emitter<ChatEvent>(onError);
  const stale = new Emitter<readonly RoomKey[] | 'all'>(onError);
  const engines = new Emitter<EngineStatus>(onError);
  const core = new ClientCore({
    emit: (event) => events.fire(event),
    changed: () => changed.fire(core.state),
    stale: (rooms) => stale.fire(rooms),
  });
  let engine: RunningEngine | undefined;
  const closed = Promise.withResolvers<EngineEnd>();
  const supervisor = new Supervisor(clock, {
    start: (refused) => {
      engine = spawn(refused, {
        heard: (word) => {
          report(word, logger);
          if (word.type === 'progress' && isSlow(word.step)) onSlowStep?.(word.step);
          supervisor.heard(word);
        },
        exited: () => supervisor.exited(),
      });
    },
    connect: () => {
      if (engine !== undefined) core.connect(engine.connect());
    },
    lost: (call) => core.lost(call),
    close: () => engine?.close(),
    letGo: () => engine?.letGo(),
    changed: (status) => {
      onEngine?.(status);
      engines.fire(status);
    },
    closed: closed.resolve,
  });
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
    get engine() {
      return supervisor.status;
    },
    onDidChangeEngine: engines.event,
    resolveRoom: (nameOrId) => resolveRoom(nameOrId, core.state),
    close: async () => {
      supervisor.close();
      const how = await closed.promise;
      core.close();
      for (const emitter of [changed, events, stale, engines]) emitter.dispose();
      return how;
    },
  };
  return new Promise((resolve, reject) => {
    const first = changed.event(() => settle(() => resolve(service)));
    const refused = engines.event((status) => {
      if (status.kind !== 'ended') return;
      const { error } = status;
      settle(() => (error.code === 'LOCKED' ? resolve('locked') : reject(error)));
    });
    const cancelled = onCancel?.(() => {
      void service.close().then(() => settle(() => reject(new AppError('OFFLINE', 'closed before it was open'))));
    });
    const settle = (how: () => void): void => {
      for (const one of [first, refused, cancelled]) one?.dispose();
      how();
    };
    supervisor.start();
  });
};

const isSlow = (step: SlowStep | 'lock' | 'account' | 'history'): step is SlowStep =>
  step === 'backup' || step === 'migration';

const report = (word: FromEngineControl, logger: Logger): void => {
  if (word.type === 'log') logger.log(word.level, word.message);
  if (word.type === 'progress') logger.log('debug', `opening: ${word.step}`);
  if (word.type === 'lastWord') logger.log('error', lastWordText(word));
};

const lastWordText = ({ code, message, handling, lines }: LastWord): string => {
  const about =
    handling === undefined
      ? ''
      : handling.type === 'frame'
        ? ` at a frame of device ${handling.device}`
        : ` at the call ${handling.verb}`;
  return [`the engine has ended${about}: ${code} ${message}`, ...lines.map((line) => `  ${line}`)].join('\n');
};
