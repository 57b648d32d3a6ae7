import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { engineLimits, portOf, type ClientPort, type ToEngineControl } from '../../common/protocol/chat/index.ts';
import type { RunningEngine, SpawnEngine } from '../client/index.ts';
import { engineStart, type OpenOptions } from './engine-options.ts';
import { engineWords } from './engine-words.ts';
import { HostSockets } from './host-sockets.ts';

/** Threads that nobody waits for any more and that have not ended. */
let wedged = 0;
export const isAnyWedged = (): boolean => wedged > 0;

type Told = ToEngineControl<MessagePort>;

/** Engines in threads of their own. `file`: the bundled engine, or its source. `memory`: MiB, beyond which one ends and the editor lives on. */
export const workerEngine =
  (file: string | URL, options: OpenOptions, memory: number = engineLimits.memory): SpawnEngine =>
  (refused, on): RunningEngine => {
    // the editor's own flags may be none that a worker accepts
    const worker = new Worker(file, {
      execArgv: [],
      workerData: { engine: true },
      name: 'p2p-chat-engine',
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    const ports = new Set<MessagePort>();
    const tell = (message: Told, transfer: readonly MessagePort[] = []): void =>
      worker.postMessage(message, [...transfer]);
    const sockets = new HostSockets((id, news) => tell({ type: 'socket', id, news }));
    const level = options.level?.onDidChange((next) => tell({ type: 'level', level: next }));
    let gone = false;
    /** What the engine has said to its client before its end is heard first. */
    const exitOnce = (): void => {
      if (gone && ports.size === 0) on.exited();
    };
    worker.on(
      'message',
      engineWords(sockets, (lines) => tell({ type: 'read', lines }), on.heard),
    );
    worker.on('error', (error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      on.heard({ type: 'lastWord', code: 'INTERNAL', message, lines: [] });
    });
    worker.once('exit', () => {
      gone = true;
      level?.dispose();
      sockets.dispose();
      exitOnce();
    });
    tell({ type: 'start', options: engineStart(options, refused) });
    return {
      connect: (): ClientPort => {
        const { port1, port2 } = new MessageChannel();
        ports.add(port1);
        port1.once('close', () => {
          ports.delete(port1);
          exitOnce();
        });
        tell({ type: 'connect', port: port2, ...(options.client && { options: options.client }) }, [port2]);
        return portOf(port1);
      },
      close: () => tell({ type: 'close' }),
      letGo: () => {
        wedged++;
        worker.once('exit', () => wedged--);
        worker.unref();
        for (const port of ports) port.unref();
      },
    };
  };
