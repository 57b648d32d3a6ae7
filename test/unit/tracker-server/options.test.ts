import { describe, expect, it } from 'vitest';
import { TrustedProxies } from '../../../tracker-server/src/http/trusted-proxies.ts';
import { readCommandLine } from '../../../tracker-server/src/options.ts';

describe('the command line of the tracker', () => {
  it('has defaults', () => {
    expect(readCommandLine([], { XDG_DATA_HOME: '/share', LOCALAPPDATA: '/share' })).toEqual({
      host: '127.0.0.1',
      port: 6060,
      data: '/share/p2p-chat-tracker',
      name: 'P2P Chat',
      proxies: new TrustedProxies(),
      limits: true,
      log: 'info',
      newDatabase: false,
    });
  });

  it('takes flags before the environment', () => {
    const environment = {
      P2P_CHAT_PORT: '7000',
      P2P_CHAT_NAME: 'Team',
      P2P_CHAT_PUBLIC_URL: 'https://Chat.example.org',
      P2P_CHAT_TLS_CERT: '/c',
      P2P_CHAT_TLS_KEY: '/k',
    };
    const args = ['--port=0', '--data', '/data', '--limits', 'off', '--log', 'debug'];
    expect(readCommandLine(args, environment)).toEqual({
      host: '127.0.0.1',
      port: 0,
      data: '/data',
      name: 'Team',
      publicUrl: 'https://chat.example.org/',
      proxies: new TrustedProxies(),
      tls: { cert: '/c', key: '/k' },
      limits: false,
      log: 'debug',
      newDatabase: false,
    });
  });

  it('trusts the proxies that it names', () => {
    const { proxies } = readCommandLine(['--trust-proxy', '127.0.0.1, fd00::/8'], {});
    expect(['127.0.0.1', '127.0.0.2', 'fd12::1', 'fe00::1'].map((one) => proxies.has(one))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('begins with a new database only when the command line itself says so', () => {
    expect(readCommandLine(['--new-database', '--port', '0'], {})).toMatchObject({ newDatabase: true, port: 0 });
    expect(readCommandLine([], { P2P_CHAT_NEW_DATABASE: 'on' }).newDatabase).toBe(false);
  });

  it('takes what is empty in the environment as not set, and no end of a line with a value', () => {
    const environment = {
      P2P_CHAT_PORT: '7000\r',
      P2P_CHAT_NAME: ' Team\r\n',
      P2P_CHAT_TLS_CERT: '',
      P2P_CHAT_TLS_KEY: ' ',
    };
    const { port, name, tls } = readCommandLine([], environment);
    expect({ port, name, tls }).toEqual({ port: 7000, name: 'Team', tls: undefined });
  });

  it.each([
    [['--port', 'x'], /--port/],
    [['--port', '65536'], /--port/],
    [['--port'], /needs a value/],
    [['--log', 'all'], /--log/],
    [['--limits', 'none'], /--limits/],
    [['--limits', 'off', '--host', '192.168.1.2'], /loopback/],
    [['--tls-cert', 'f'], /belong together/],
    [['--name', ''], /needs a value/],
    [['--name', 'x\u200b'], /--name/],
    [['--public-url', 'chat.example.org'], /--public-url/],
    [['--public-url', 'file:///x'], /--public-url/],
    [['--trust-proxy', '10.0.0.0/33'], /--trust-proxy .*"10\.0\.0\.0\/33"/],
    [['--trust-proxy', '127.0.0.1,nginx'], /--trust-proxy .*"nginx"/],
    [['--fast'], /no flag --fast/],
    [['--new-database=yes'], /no flag --new-database/],
    [['start'], /"start"/],
    [['--classic'], /^--classic is not in this version\.$/],
    [['--database', 'postgres://x'], /^--database is not in this version\.$/],
    [['import-original', 'DIR'], /not in this version/],
    [['user', 'list'], /not in this version/],
  ])('refuses %j with one sentence', (args, sentence) => {
    expect(() => readCommandLine(args, {})).toThrow(sentence);
  });
});
