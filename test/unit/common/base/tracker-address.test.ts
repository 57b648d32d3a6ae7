import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTrackerAddress, typedAddress, type TrackerAddress } from '../../../../common/base/index.ts';
import { checkTrackerUrl } from '../../../../src/tracker-client/index.ts';
import { cases } from '../../../support/fixed-seed.ts';

const meant = (text: string): TrackerAddress => {
  const address = parseTrackerAddress(text);
  if (typeof address === 'string') throw new Error(`${text}: ${address}`);
  return address;
};

test.each([
  ['localhost', 'ws://localhost:6060'],
  ['  localhost:7000/ ', 'ws://localhost:7000'],
  ['ws://127.0.0.1:6060', 'ws://127.0.0.1:6060'],
  ['127.1', 'ws://127.0.0.1:6060'],
  ['192.168.1.5', 'ws://192.168.1.5:6060'],
  ['172.31.0.1', 'ws://172.31.0.1:6060'],
  ['100.64.0.1', 'ws://100.64.0.1:6060'],
  ['169.254.7.7', 'ws://169.254.7.7:6060'],
  ['lab:80', 'ws://lab:80'],
  ['lab:443', 'ws://lab:443'],
  ['::1', 'ws://[::1]:6060'],
  ['[::1]:7000', 'ws://[::1]:7000'],
  ['[FD00::1]:7000', 'ws://[fd00::1]:7000'],
  ['fe80::1', 'ws://[fe80::1]:6060'],
  ['buildbox', 'ws://buildbox:6060'],
  ['chat.lan', 'ws://chat.lan:6060'],
  ['chat.internal', 'ws://chat.internal:6060'],
  ['chat.example.org', 'wss://chat.example.org:6060'],
  ['chat.example.org:443', 'wss://chat.example.org:443'],
  // as it is typed on a Chinese keyboard, and as it is copied from elsewhere
  ['192.168.1.20：7000', 'ws://192.168.1.20:7000'],
  ['ｗｓ：／／ｌａｂ：７０００', 'ws://lab:7000'],
  ['192。168。1。20', 'ws://192.168.1.20:6060'],
  ['\u202a192.168.1.20:7000\u202c', 'ws://192.168.1.20:7000'],
  ['192.168.1.20:7000\u200b', 'ws://192.168.1.20:7000'],
  ['\ufefflab:7000\r\n', 'ws://lab:7000'],
  ['bücher.example', 'wss://xn--bcher-kva.example:6060'],
  ['172.32.0.1', 'wss://172.32.0.1:6060'],
  ['2001:db8::1', 'wss://[2001:db8::1]:6060'],
  // with a scheme the port is the one that the scheme has everywhere
  ['wss://chat.example.org', 'wss://chat.example.org:443'],
  ['wss://chat.example.org/', 'wss://chat.example.org:443'],
  ['wss://chat.lan', 'wss://chat.lan:443'],
  ['wss://10.0.0.1:6061', 'wss://10.0.0.1:6061'],
  ['WS://LocalHost', 'ws://localhost:80'],
  ['ws://10.0.0.1', 'ws://10.0.0.1:80'],
  ['ws://chat.example.org:80', 'ws://chat.example.org:80'],
])('%s is %s', (text, url) => {
  expect(parseTrackerAddress(text)).toMatchObject({ url, insecure: url.startsWith('ws:') });
});

test.each([
  ['', 'empty'],
  [' ', 'empty'],
  ['http://localhost', 'scheme'],
  ['https://chat.example.org', 'scheme'],
  ['vscode://p2p-chat.p2p-chat/open', 'scheme'],
  ['ws://', 'host'],
  ['a b', 'host'],
  ['foo bar', 'host'],
  ['javascript:alert(1)', 'port'],
  ['host:0', 'port'],
  ['host:65536', 'port'],
  ['host:99999', 'port'],
  ['host:port', 'port'],
  ['host:', 'port'],
  ['chat.example.org／@lab', 'path'],
  ['evil.example℀.example.org', 'path'],
  ['chat.example.org＠lab', 'user'],
  ['ana@lab', 'user'],
  ['ws://me@host', 'user'],
  ['host/path', 'path'],
  ['ws://host/p2p', 'path'],
  ['host?query', 'path'],
  ['host#part', 'path'],
  ['[::1', 'host'],
  ['ws://[:::::]', 'host'],
  ['256.1.1.1', 'host'],
  ['0.0.0.0:6060', 'host'],
  ['%00', 'host'],
  ['x'.repeat(254), 'host'],
  ['ws://8.8.8.8', 'plain'],
  ['ws://[2001:db8::1]:6060', 'plain'],
])('%j is no address: %s', (text, problem) => {
  expect(parseTrackerAddress(text)).toBe(problem);
});

const isLoopback = (text: string): boolean => meant(text).loopback;

describe('where it is', () => {
  test('on this machine', () => {
    expect(['localhost', 'wss://127.0.0.2:1', '::1', 'a.localhost'].map(isLoopback)).toEqual([true, true, true, true]);
  });
  test('or elsewhere', () => {
    const others = ['10.0.0.1', 'localhost.example', '127.example', 'fd00::1'];
    expect(others.map(isLoopback)).toEqual([false, false, false, false]);
  });
});

const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6().map((text) => `[${text}]`),
  fc.domain(),
  fc.constantFrom('lab', 'localhost', 'chat.lan', 'bücher.example'),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
const typed = fc
  .tuple(fc.constantFrom('', 'ws://', 'wss://', 'WSS://'), host, port)
  .map(([scheme, name, number]) => `${scheme}${name}${number === undefined ? '' : `:${number}`}`);

test('whatever means an address means the same in all its forms', () => {
  let met = 0;
  fc.assert(
    fc.property(typed, (text) => {
      const address = parseTrackerAddress(text);
      if (typeof address === 'string') return;
      met++;
      for (const form of [address.url, typedAddress(address.url), ` ${text}/ `])
        expect(parseTrackerAddress(form)).toEqual(address);
      expect(new URL(address.url).protocol).toBe(address.insecure ? 'ws:' : 'wss:');
    }),
    cases(2000),
  );
  expect(met).toBeGreaterThan(1000);
});

test('no text at all makes it throw, and what it takes URL takes too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const address = parseTrackerAddress(text);
      if (typeof address !== 'string') expect(URL.canParse(address.url)).toBe(true);
    }),
    cases(2000),
  );
});

test.each([
  ['ws://192.168.1.20:6060', '192.168.1.20:6060'],
  ['ws://[fd00::1]:6060', '[fd00::1]:6060'],
  ['wss://chat.example.org:443', 'chat.example.org:443'],
  ['wss://lab:6060', 'wss://lab:6060'],
  ['wss://chat.example.org:6060', 'chat.example.org:6060'],
  ['wss://10.0.0.1:6061', 'wss://10.0.0.1:6061'],
  ['ws://chat.example.org:80', 'ws://chat.example.org:80'],
])('%s is told as %s', (url, told) => {
  expect(typedAddress(url)).toBe(told);
});

describe('where a program is started with one', () => {
  test('plain sockets to the open internet are refused', () => {
    for (const text of ['ws://8.8.8.8', 'ws://[2001:db8::1]:6060'])
      expect(() => checkTrackerUrl(text)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });

  test('names are left to be judged once they are resolved', () => {
    expect(checkTrackerUrl('ws://chat.example.org').insecure).toBe(true);
  });

  test('it says which text is no address', () => {
    expect(() => checkTrackerUrl('no such thing')).toThrow(/"no such thing"/);
  });
});
