import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** The chat page alone, in a real Chromium with a fake host. */
export default defineConfig({
  test: {
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/harness/serve.ts'],
    pool: 'forks',
    fileParallelism: false,
    env: { TZ: 'UTC' },
    reporters: reporters(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
