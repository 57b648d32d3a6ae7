import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../tracker-server/src/http/source-of.ts';
import { TrustedProxies } from '../../../tracker-server/src/http/trusted-proxies.ts';

const trusting = (...ranges: string[]): TrustedProxies => {
  const proxies = new TrustedProxies();
  for (const range of ranges) expect(proxies.add(range)).toBe(true);
  return proxies;
};

describe('whose connection it is', () => {
  it.each<[string, string | undefined, string]>([
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    // what a client says of itself stands to the left of what the proxy adds
    ['127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1,203.0.113.7 , 10.1.2.3', '203.0.113.7'],
    ['127.0.0.1', '2001:DB8::0001', '2001:db8::1'],
    ['127.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
    ['127.0.0.1', '203.0.113.7:5000', '203.0.113.7'],
    ['127.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
    // nothing but proxies: the farthest
    ['127.0.0.1', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    // nothing, or nothing that is an address
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7, unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7, unknown, 10.1.2.3', '10.1.2.3'],
    // whoever is no proxy says what he likes
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['', '198.51.100.1', ''],
  ])('%s with X-Forwarded-For "%s" is %s', (socket, forwarded, client) => {
    expect(trusting('127.0.0.1', '10.0.0.0/8').clientOf(socket, forwarded)).toBe(client);
  });

  it('believes nobody where nobody is trusted', () => {
    expect(new TrustedProxies().clientOf('127.0.0.1', '203.0.113.7')).toBe('127.0.0.1');
  });

  it.each(['', 'nginx', '10.0.0.0/33', '::/129', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', '*'])(
    '%j is no range',
    (range) => {
      expect(new TrustedProxies().add(range)).toBe(false);
    },
  );
});

describe('what limits count by', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002/64'],
    ['2001:db8:1:2::9', '20010db800010002/64'],
    ['2001:db8:1:3::9', '20010db800010003/64'],
    ['::1', '::1'],
    ['', ''],
  ])('%s counts as %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });
});
