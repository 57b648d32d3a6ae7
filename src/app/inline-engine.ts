import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { portOf, type ClientPort, type ToEngineControl } from '../../common/protocol/chat/index.ts';
import type { RunningEngine, SpawnEngine } from '../client/index.ts';
import type { EngineServer } from '../engine/index.ts';
import { engineStart, type OpenOptions } from './engine-options.ts';
import { engineWords } from './engine-words.ts';
import { HostSockets } from './host-sockets.ts';

/** Engines on this thread, over the same ports: what crosses is copied. */
export const inlineEngine =
  (Server: typeof EngineServer, options: OpenOptions): SpawnEngine =>
  (refused, on): RunningEngine => {
    const { port1: control, port2 } = new MessageChannel();
    const tell = (message: ToEngineControl<MessagePort>, transfer: readonly MessagePort[] = []): void =>
      control.postMessage(message, [...transfer]);
    const sockets = new HostSockets((id, news) => tell({ type: 'socket', id, news }));
    const level = options.level?.onDidChange((next) => tell({ type: 'level', level: next }));
    const server = new Server(port2, { endsAtOnce: false, end: () => port2.close() });
    const uncaught = (error: unknown): void => server.onUncaught(error);
    if (options.ownsProcess) process.on('uncaughtException', uncaught);
    control.on(
      'message',
      engineWords(sockets, (lines) => tell({ type: 'read', lines }), on.heard),
    );
    control.once('close', () => {
      process.off('uncaughtException', uncaught);
      level?.dispose();
      sockets.dispose();
      on.exited();
    });
    tell({ type: 'start', options: engineStart(options, refused) });
    return {
      connect: (): ClientPort => {
        const { port1, port2: end } = new MessageChannel();
        tell({ type: 'connect', port: end, ...(options.client && { options: options.client }) }, [end]);
        return portOf(port1);
      },
      close: () => tell({ type: 'close' }),
      letGo: () => server.unref(),
    };
  };
