import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ClientPort, EnginePort, Port } from '../../common/protocol/chat/index.ts';

/** Two ends on one thread. What crosses is copied, as between threads. */
export const inlinePorts = (): { readonly client: ClientPort; readonly engine: EnginePort } => {
  const { port1, port2 } = new MessageChannel();
  return { client: portOf(port1), engine: portOf(port2) };
};

const portOf = <In, Out>(port: MessagePort): Port<In, Out> => ({
  post: (message) => port.postMessage(message),
  listen: (hear) => {
    port.removeAllListeners('message');
    port.on('message', hear);
  },
  close: () => port.close(),
});
