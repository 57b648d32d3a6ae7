import type { Event, Logger, LogLevel } from '../../common/base/index.ts';
import type { ConnectOptions, EngineStart, HostSockets, RefusedDevice } from '../../common/protocol/chat/index.ts';

export interface OpenOptions extends Pick<EngineStart, 'data' | 'workers'> {
  readonly logger: Logger;
  /** Lines of less weight do not leave the engine. Absent: all of them do. */
  readonly level?: { readonly current: LogLevel; readonly onDidChange: Event<LogLevel> };
  /** Read for every start of an engine. */
  readonly settings: EngineStart['settings'] | (() => EngineStart['settings']);
  /** Read for every start of an engine. Absent: the engine opens its sockets itself. */
  readonly hostSockets?: () => HostSockets;
  /** Inline: the process is there for the engine alone, so what nobody catches is a defect of it. */
  readonly ownsProcess?: true;
  /** How many events and calls of the client may wait. */
  readonly client?: ConnectOptions;
}

/** What an engine is told at its start. */
export const engineStart = (options: OpenOptions, refused: readonly RefusedDevice[]): EngineStart => {
  const { data, workers, settings, level, hostSockets } = options;
  return {
    data,
    workers,
    level: level?.current ?? 'debug',
    settings: typeof settings === 'function' ? settings() : settings,
    refused,
    hostSockets: hostSockets?.() ?? 'none',
  };
};
