import { parentPort, workerData } from 'node:worker_threads';
import { engineLimits } from '../../common/protocol/chat/index.ts';
import { EngineServer } from './serve-engine.ts';

// As a thread it serves one engine; the editor's own thread loads it for the class alone (P2P_CHAT_ENGINE=inline).
export { EngineServer } from './serve-engine.ts';

if (parentPort !== null && (workerData as { engine?: true } | null)?.engine === true) {
  const port = parentPort;
  const server = new EngineServer(port, {
    endsAtOnce: true,
    end: (how) => {
      if (how === 'failed') process.exit(1);
      port.close();
      // what was closed goes by itself: goodbyes are on their way, and not everybody answers them
      setTimeout(() => process.exit(0), engineLimits.linger).unref();
    },
  });
  process.on('uncaughtException', (error) => server.onUncaught(error));
  process.on('unhandledRejection', (error) => server.onUnhandledRejection(error));
}
