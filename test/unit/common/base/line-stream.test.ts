import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { LineStream } from '../../../../common/base/index.ts';

const linesOf = (stream: PassThrough): string[] =>
  String(stream.read() ?? '')
    .split('\n')
    .slice(0, -1);

it('writes lines, and of a log those down to its level', () => {
  const stream = new PassThrough();
  const lines = new LineStream(stream);
  lines.write('at once');
  const logger = lines.logger('warn', (level, message) => `${level}: ${message}`);
  for (const level of ['debug', 'info', 'warn', 'error'] as const) logger.log(level, 'said');
  expect(linesOf(stream)).toEqual(['at once', 'warn: said', 'error: said']);
});

it('leaves out what nobody reads, and goes on when somebody does', async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  const lines = new LineStream(stream);
  const line = 'x'.repeat(64 * 1024);
  for (let n = 0; n < 100; n++) lines.write(line);
  expect(stream.writableLength).toBeLessThan(1.2 * 1024 * 1024);
  let read = '';
  stream.on('data', (bytes) => (read += String(bytes)));
  await once(stream, 'drain');
  lines.write('again');
  stream.end();
  await once(stream, 'end');
  const came = read.split('\n').slice(0, -1);
  expect(came.length).toBeLessThan(20);
  expect(came.filter((one) => one !== line)).toEqual(['again']);
});

it('hears that its stream has failed, and drops what comes then', async () => {
  const stream = new PassThrough();
  const lines = new LineStream(stream);
  expect(stream.listenerCount('error')).toBe(1);
  stream.destroy(new Error('write EPIPE'));
  await new Promise((resolve) => stream.once('close', resolve));
  expect(() => lines.write('to nobody')).not.toThrow();
});
