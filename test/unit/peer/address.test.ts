import { describe, expect, test } from 'vitest';
import {
  canonicalHost,
  formatAddress,
  hostBytes,
  parseAddress,
  reachOf,
  type Iface,
} from '../../../common/base/index.ts';
import { classOf, dialOrder } from '../../../src/peer/core/address.ts';
import { localAddresses, teamHosts } from '../../../src/peer/index.ts';

test.each([
  ['192.168.1.20', '192.168.1.20'],
  ['::ffff:192.168.1.20', '192.168.1.20'],
  ['::ffff:c0a8:114', '192.168.1.20'],
  ['::', '::'],
  ['::1', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['FE80::1%eth0', 'fe80::1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:db8::0:1', '2001:db8::1'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['10:0:0:100:1:1:1:1', '10::100:1:1:1:1'],
  ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
  ['1::', '1::'],
])('%s is %s', (text, canonical) => {
  expect(canonicalHost(text)).toBe(canonical);
});

test.each([
  '',
  'localhost',
  '1.2.3',
  '1.2.3.256',
  '01.2.3.4',
  '1:2:3',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  '::g',
  '1.2.3.4::',
])('"%s" is no address', (text) => {
  expect(canonicalHost(text)).toBeUndefined();
});

test('host and port, as in an address record', () => {
  for (const text of ['10.0.0.1:7000', '[2001:db8::1]:65535']) {
    const addr = parseAddress(text);
    expect(addr && formatAddress(addr)).toBe(text);
  }
  for (const text of ['10.0.0.1', '10.0.0.1:0', '10.0.0.1:65536', '2001:db8::1:80', '[10.0.0.1:80', 'host:80', '']) {
    expect(parseAddress(text)).toBeUndefined();
  }
});

const iface = (host: string, prefixLength: number, name = 'eth0', overlay = false): Iface => ({
  name,
  host,
  prefixLength,
  overlay,
});

describe('nearness', () => {
  const own = [iface('192.168.1.20', 22), iface('10.8.0.2', 24, 'tun0', true), iface('2001:db8:1:2::5', 64)];

  test.each([
    ['192.168.1.99', 0],
    ['192.168.3.255', 0],
    ['192.168.4.1', 1],
    ['10.8.0.9', 1],
    ['2001:db8:1:2:ffff::1', 0],
    ['2001:db8:1:3::1', 1],
    ['8.8.8.8', 1],
  ])('%s has class %i', (host, linkClass) => {
    expect(classOf(host, own)).toBe(linkClass);
  });

  test('my own networks first, then the world, then what is private elsewhere', () => {
    const hosts = ['10.99.0.1', '2001:db9::1', '192.168.0.7', 'fd00::1', '8.8.8.8'];
    const sorted = dialOrder(
      hosts.map((host) => ({ host, port: 1 })),
      own,
    );
    expect(sorted.map(({ host }) => host)).toEqual(['192.168.0.7', '2001:db9::1', '8.8.8.8', '10.99.0.1', 'fd00::1']);
  });
});

test.each([
  ['127.9.9.9', 'loopback'],
  ['::1', 'loopback'],
  ['169.254.1.1', 'linkLocal'],
  ['fe80::1', 'linkLocal'],
  ['172.16.0.1', 'private'],
  ['172.32.0.1', 'global'],
  ['100.64.0.1', 'private'],
  ['fd00::1', 'private'],
  ['0.0.0.0', 'none'],
  ['::', 'none'],
  ['224.0.0.1', 'none'],
  ['ff02::1', 'none'],
  ['2001:db8::1', 'global'],
  ['100.63.255.255', 'global'],
  ['100.127.255.255', 'private'],
  ['100.128.0.0', 'global'],
  ['172.31.255.255', 'private'],
  ['192.168.255.255', 'private'],
  ['198.18.0.1', 'global'],
  ['203.0.113.1', 'global'],
  ['239.255.255.255', 'none'],
  ['240.0.0.1', 'none'],
  ['255.255.255.255', 'none'],
  ['0.255.0.1', 'none'],
  ['fdff::1', 'private'],
  ['febf::1', 'linkLocal'],
  ['64:ff9b::808:808', 'global'],
  ['2002:808:808::1', 'global'],
])('%s reaches %s', (host, reach) => {
  expect(reachOf(hostBytes(host) ?? new Uint8Array(0))).toBe(reach);
});

describe('what is announced', () => {
  const all = [
    iface('127.0.0.1', 8, 'lo'),
    iface('172.17.0.1', 16, 'docker0'),
    iface('100.100.1.1', 32, 'tailscale0', true),
    iface('192.168.1.20', 24),
    iface('fe80::1', 64),
    iface('fd00::20', 64),
    iface('2001:db8::1', 64),
    iface('2001:db8::2', 64),
    iface('2001:db8::3', 64),
  ];

  test('the best first, two of a /64, no loopback', () => {
    const expected = ['2001:db8::1', '2001:db8::2', '192.168.1.20', 'fd00::20', '100.100.1.1', '172.17.0.1'];
    expect(localAddresses(all, false)).toEqual(expected);
  });

  test('loopback only for a tracker on this machine', () => {
    expect(localAddresses(all, true)[0]).toBe('127.0.0.1');
  });

  test('at most eight', () => {
    const many = Array.from({ length: 20 }, (_, i) => iface(`10.0.${i}.1`, 24, `eth${i}`));
    expect(localAddresses(many, false)).toHaveLength(8);
  });
});

test('what one tells teammates: IPv4, the own network first, at most three, no bridge, no loopback, nothing public', () => {
  const all = [
    iface('127.0.0.1', 8, 'lo'),
    iface('172.17.0.1', 16, 'docker0'),
    iface('100.100.1.1', 32, 'tailscale0', true),
    iface('93.184.216.34', 24, 'eth1'),
    iface('192.168.1.20', 24),
    iface('10.0.0.7', 24, 'wlan0'),
    iface('169.254.3.4', 16, 'eth2'),
    iface('2001:db8::1', 64),
  ];
  expect(teamHosts(all)).toEqual(['192.168.1.20', '10.0.0.7', '100.100.1.1']);
  expect(teamHosts(all.slice(0, 3))).toEqual(['100.100.1.1']);
  expect(teamHosts([iface('127.0.0.1', 8, 'lo')])).toEqual([]);
});
