import type { Port } from './port.ts';

/** As much of a MessagePort of Node's as a port needs; what comes over it is of the same build. */
export interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: unknown) => void): unknown;
  removeAllListeners(event: 'message'): unknown;
  close(): void;
}

/** What crosses is copied, also between two ends on one thread. */
export const portOf = <In, Out>(port: NodePort): Port<In, Out> => ({
  post: (message) => port.postMessage(message),
  listen: (hear) => {
    port.removeAllListeners('message');
    port.on('message', hear as (message: unknown) => void);
  },
  close: () => port.close(),
});
