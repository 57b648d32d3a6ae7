import { expect, test } from 'vitest';
import { hostSockets } from '../../../../src/vscode/model/host-sockets.ts';

test.each([
  ['no proxy that is known', { proxy: '', support: 'override', env: {} }, 'secure'],
  ['one in the settings', { proxy: 'http://proxy:3128', support: 'override', env: {} }, 'all'],
  ['one in the surroundings', { proxy: '', support: 'on', env: { HTTPS_PROXY: 'http://proxy:3128' } }, 'all'],
  ['an empty one', { proxy: '', support: 'fallback', env: { http_proxy: '' } }, 'secure'],
  ['proxies that are switched off', { proxy: 'http://proxy:3128', support: 'off', env: {} }, 'none'],
] as const)('%s', (_, settings, sockets) => {
  expect(hostSockets(settings)).toBe(sockets);
});
