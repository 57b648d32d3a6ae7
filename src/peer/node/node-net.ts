import { connect } from 'node:tls';
import { toDisposable, type DialFailure, type Disposable, type Net } from '../../../common/base/index.ts';
import { newListenerCertificate } from './certificate.ts';
import { interfaces } from './interfaces.ts';
import { listen } from './listener.ts';
import { pipeOf } from './tls-pipe.ts';
import { tlsOptions } from './tls-options.ts';

const failureOf = (code: string | undefined): DialFailure => {
  switch (code) {
    case 'ETIMEDOUT':
      return 'timeout';
    case 'EADDRINUSE':
      return 'inUse';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return 'unreachable';
    default:
      return 'refused';
  }
};

const dial = (to: Parameters<Net['dial']>[0], on: Parameters<Net['dial']>[1]): Disposable => {
  // who listens there is proved by HELLO, not by a certificate authority
  const socket = connect({ ...tlsOptions, host: to.host, port: to.port, rejectUnauthorized: false });
  let waiting = true;
  const settle = (): boolean => waiting && !(waiting = false);
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (settle()) on.fail(failureOf(error.code));
  });
  socket.on('close', () => {
    if (settle()) on.fail('refused');
  });
  socket.once('secureConnect', () => {
    if (!waiting) return;
    const pipe = pipeOf(socket, tlsOptions.ALPNProtocols[0]);
    if (settle() && pipe !== undefined) on.open(pipe);
    else on.fail('refused');
  });
  return toDisposable(() => {
    if (settle()) socket.destroy();
  });
};

/** TCP with TLS 1.3 inside. The listener's certificate is made here, once for each process. */
export const nodeNet = (): Net => {
  const certificate = newListenerCertificate();
  return { listen: (at, on) => listen(certificate, at, on), dial, interfaces };
};
