import { client, ready } from '@serenity-kit/opaque';
import { parentPort } from 'node:worker_threads';
import type { OpaqueCall, OpaqueReply, OpaqueRequest, OpaqueResult } from './opaque-worker-protocol.ts';

// OPAQUE is synchronous and stretches the password for about half a second: it must not stall links and timers.
const run = (request: OpaqueRequest): OpaqueResult<OpaqueCall> => {
  switch (request.call) {
    case 'startRegistration':
      return client.startRegistration(request.params);
    case 'finishRegistration':
      return client.finishRegistration(request.params);
    case 'startLogin':
      return client.startLogin(request.params);
    case 'finishLogin':
      return client.finishLogin(request.params);
  }
};

const answer = (request: OpaqueRequest): OpaqueReply => {
  try {
    return { id: request.id, result: run(request) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
};

await ready;
parentPort?.on('message', (request: OpaqueRequest) => parentPort?.postMessage(answer(request)));
