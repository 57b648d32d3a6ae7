import { describe, expect, it } from 'vitest';
import { checkTrackerUrl, parseTrackerUrl, typedAddress } from '../../../src/tracker-client/index.ts';

const loopback = (text: string): boolean | undefined => parseTrackerUrl(text)?.loopback;

describe('parseTrackerUrl', () => {
  it.each([
    ['localhost', 'ws://localhost:6060'],
    ['  localhost:7000/ ', 'ws://localhost:7000'],
    ['ws://127.0.0.1:6060', 'ws://127.0.0.1:6060'],
    ['WS://LocalHost', 'ws://localhost:6060'],
    ['127.1', 'ws://127.0.0.1:6060'],
    ['192.168.1.5', 'ws://192.168.1.5:6060'],
    ['172.31.0.1', 'ws://172.31.0.1:6060'],
    ['100.64.0.1', 'ws://100.64.0.1:6060'],
    ['::1', 'ws://[::1]:6060'],
    ['[FD00::1]:7000', 'ws://[fd00::1]:7000'],
    ['buildbox', 'ws://buildbox:6060'],
    ['chat.lan', 'ws://chat.lan:6060'],
    ['wss://chat.lan', 'wss://chat.lan:6060'],
    ['chat.example.org', 'wss://chat.example.org:6060'],
    ['wss://chat.example.org:443', 'wss://chat.example.org:443'],
    ['ws://chat.example.org:80', 'ws://chat.example.org:80'],
    ['bücher.example', 'wss://xn--bcher-kva.example:6060'],
    ['172.32.0.1', 'wss://172.32.0.1:6060'],
    ['2001:db8::1', 'wss://[2001:db8::1]:6060'],
  ])('%s is %s', (text, url) => {
    expect(parseTrackerUrl(text)).toMatchObject({ url, insecure: url.startsWith('ws:') });
  });

  it.each([
    '',
    ' ',
    'ws://',
    'http://localhost',
    'a b',
    'host:0',
    'host:65536',
    'host:port',
    'ws://me@host',
    'host/path',
    'host?query',
    'host#part',
    '[::1',
    'ws://[:::::]',
    '256.1.1.1',
    'javascript:alert(1)',
    '%00',
    'x'.repeat(254),
  ])('%s is no address', (text) => {
    expect(parseTrackerUrl(text)).toBeUndefined();
  });

  it('gives its own answer back unchanged', () => {
    for (const text of ['localhost', '::1', 'chat.example.org', 'ws://10.0.0.1:1'])
      expect(parseTrackerUrl(parseTrackerUrl(text)?.url ?? '')).toEqual(parseTrackerUrl(text));
  });

  it('is told to others in as few characters as mean the same to them', () => {
    const told = ['ws://127.0.0.1:6060', 'ws://[fd00::1]:7', 'wss://chat.example.org:443', 'ws://chat.example.org:80'];
    expect(told.map(typedAddress)).toEqual([
      '127.0.0.1:6060',
      '[fd00::1]:7',
      'chat.example.org:443',
      'ws://chat.example.org:80',
    ]);
    expect(typedAddress('wss://lab:6060')).toBe('wss://lab:6060');
  });

  it('knows which are on this machine', () => {
    expect(['localhost', 'wss://127.0.0.2:1', '::1', 'a.localhost'].map(loopback)).toEqual([true, true, true, true]);
    expect(['10.0.0.1', 'localhost.example', '127.example', 'fd00::1'].map(loopback)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('checkTrackerUrl', () => {
  it('refuses plain sockets to the open internet', () => {
    for (const text of ['ws://8.8.8.8', 'ws://[2001:db8::1]:6060'])
      expect(() => checkTrackerUrl(text)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });

  it('leaves names to be judged once they are resolved', () => {
    expect(checkTrackerUrl('ws://chat.example.org').insecure).toBe(true);
  });

  it('says which text is no address', () => {
    expect(() => checkTrackerUrl('no such thing')).toThrow(/"no such thing"/);
  });
});
