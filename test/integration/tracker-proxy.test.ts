import { expect, it } from 'vitest';
import type { LogLevel } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { TrustedProxies } from '../../tracker-server/src/http/trusted-proxies.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const loopback = (): TrustedProxies => {
  const proxies = new TrustedProxies();
  proxies.add('127.0.0.1');
  return proxies;
};

it('limits tell people apart who come through a proxy, which is trusted', async () => {
  await using tracker = await TestTracker.start({ proxies: loopback() });
  const start = async (address: string, i: number): Promise<unknown> => {
    const client = await tracker.client(from(address));
    const username = `u${i}`;
    const reply = await client.request('REGISTER', {
      step: 'start',
      version: [1, 0],
      username,
      registrationRequest: 'A'.repeat(43),
    });
    return reply.code ?? reply.status;
  };
  const burst = trackerLimits.registrationsPerAddress.burst;
  const first = await Promise.all(Array.from({ length: burst }, (_, i) => start('203.0.113.7', i)));
  expect(first).not.toContain('RATE_LIMITED');
  expect(await start('203.0.113.7', burst)).toBe('RATE_LIMITED');
  // neither somebody else is, nor who puts another address before his own
  expect(await start('203.0.113.8', burst + 1)).not.toBe('RATE_LIMITED');
  expect(await start('203.0.113.99, 203.0.113.7', burst + 2)).toBe('RATE_LIMITED');
});

it('connections of one address are limited there too', async () => {
  await using tracker = await TestTracker.start({ proxies: loopback() });
  const most = trackerLimits.connectionsPerAddress;
  await Promise.all(Array.from({ length: most }, (_, i) => tracker.client(from(`2001:db8::${(i + 1).toString(16)}`))));
  await expect(tracker.client(from('2001:db8::ffff'))).rejects.toThrow('503');
  await tracker.client(from('2001:db8:0:1::1'));
});

it('a proxy that is not trusted is not believed, and is named once', async () => {
  const lines: string[] = [];
  const logger = { log: (_: LogLevel, text: string): void => void lines.push(text) };
  await using tracker = await TestTracker.start({ logger });
  await tracker.client(from('203.0.113.7'));
  await tracker.client(from('203.0.113.8'));
  expect(lines.filter((line) => line.includes('--trust-proxy'))).toEqual([expect.stringContaining('127.0.0.1')]);
});
