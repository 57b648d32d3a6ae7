import type * as Http from 'node:http';
import type * as Https from 'node:https';
import { createRequire } from 'node:module';
import { AppError, utf8, type TrackerAddress } from '../../../common/base/index.ts';
import { decodeHealth } from '../../../common/protocol/tracker/index.ts';
import { failedAnswer, healthLimits, webAnswer, type Answer } from '../core/health.ts';
import { askHello } from './ask-hello.ts';
import { privateOnly } from './web-socket.ts';

/** The editor's proxy counts for what is required by these names alone, not for what is imported. */
const load = createRequire(import.meta.url);
const http = load('http') as typeof Http;
const https = load('https') as typeof Https;

/** What is at a tracker's address. Never rejects, and takes four times `healthLimits.patience` at most. */
export const askHealth = async (address: TrackerAddress): Promise<Answer> => {
  const answer = await ask(address, address.insecure);
  if (answer.kind !== 'other' && answer.kind !== 'web') return answer;
  // people mix up ws: and wss:, and both ends only notice that they do not understand each other
  const { kind } = await ask(address, !address.insecure);
  if (kind !== 'tracker' && kind !== 'certificate') return answer;
  return address.insecure ? { kind: 'secure' } : kind === 'tracker' ? { kind: 'plain' } : answer;
};

/** A tracker that was reached by a name which it does not know says who it is in its HELLO alone. */
const ask = async (address: TrackerAddress, insecure: boolean): Promise<Answer> => {
  const answer = await askOnce(address, insecure);
  if (answer.kind !== 'unnamed') return answer;
  const tracker = await askHello(`${insecure ? 'ws' : 'wss'}://${address.host}:${address.port}`);
  return tracker ? { kind: 'tracker', tracker } : { kind: 'web' };
};

const askOnce = ({ host, port }: TrackerAddress, insecure: boolean): Promise<Answer | { readonly kind: 'unnamed' }> =>
  new Promise((resolve) => {
    const options: Http.RequestOptions = {
      // URL writes brackets around IPv6, sockets do not
      host: host.replace(/^\[(.*)\]$/, '$1'),
      port,
      path: '/healthz',
      headers: { accept: 'application/json', connection: 'close' },
      agent: false,
      timeout: healthLimits.patience,
      ...(insecure && { lookup: privateOnly }),
    };
    const finish = (answer: Answer | { readonly kind: 'unnamed' }): void => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    const onResponse = (response: Http.IncomingMessage): void => {
      const server = response.headers['server'];
      const isWeb = webAnswer(typeof server === 'string' ? server : undefined);
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
        if (utf8(body).length > healthLimits.body) finish(isWeb);
      });
      response.on('error', () => finish(isWeb));
      response.on('end', () => {
        const tracker = decodeHealth(response.statusCode, body);
        if (tracker === 'unnamed') finish({ kind: 'unnamed' });
        else finish(tracker ? { kind: 'tracker', tracker } : isWeb);
      });
    };
    const timer = setTimeout(() => finish({ kind: 'silent' }), healthLimits.patience);
    const request = (insecure ? http : https).get(options, onResponse);
    // a destroyed request may say so once more
    request.on('error', (error: NodeJS.ErrnoException) =>
      finish(error instanceof AppError ? { kind: 'public' } : failedAnswer(codeOf(error))),
    );
  });

/** Several addresses of one name fail together. */
const codeOf = (error: NodeJS.ErrnoException): string | undefined =>
  error.code ?? (error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[])[0]?.code : undefined);
