import { connect } from 'node:tls';
import { toDisposable, TurnBudget, type DialFailure, type Disposable, type Net } from '../../../common/base/index.ts';
import { nodeClock, nodeTurn } from '../../runtime/index.ts';
import { newListenerCertificate } from './certificate.ts';
import { interfaces } from './interfaces.ts';
import { listen } from './listener.ts';
import { pipeOf } from './tls-pipe.ts';
import { tlsOptions } from './tls-options.ts';

const failures: Readonly<Record<string, DialFailure>> = {
  ETIMEDOUT: 'timeout',
  EADDRINUSE: 'inUse',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
};

/** Milliseconds of one turn in which what others send is taken in, of all links together. */
const maxReadingMs = 2;

const dial = (reading: TurnBudget, to: Parameters<Net['dial']>[0], on: Parameters<Net['dial']>[1]): Disposable => {
  // who listens there is proved by HELLO, not by a certificate authority
  const socket = connect({ ...tlsOptions, host: to.host, port: to.port, rejectUnauthorized: false });
  let waiting = true;
  const settle = (): boolean => waiting && !(waiting = false);
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (settle()) on.fail(failures[error.code ?? ''] ?? 'refused');
  });
  socket.on('close', () => {
    if (settle()) on.fail('refused');
  });
  socket.once('secureConnect', () => {
    if (!settle()) return;
    const pipe = pipeOf(socket, tlsOptions.ALPNProtocols[0], reading);
    if (pipe === undefined) on.fail('refused');
    else on.open(pipe);
  });
  return toDisposable(() => {
    if (settle()) socket.destroy();
  });
};

/** TCP with TLS 1.3 inside. The listener's certificate is made here, once for each process. */
export const nodeNet = (): Net => {
  const certificate = newListenerCertificate();
  const reading = new TurnBudget(nodeClock, nodeTurn, maxReadingMs);
  return {
    listen: (at, on) => listen(certificate, reading, at, on),
    dial: (to, on) => dial(reading, to, on),
    interfaces,
  };
};
