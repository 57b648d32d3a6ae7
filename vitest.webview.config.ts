import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** The chat page alone, in a real Chromium with a fake host. */
export default defineConfig({
  test: {
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/harness/serve.ts'],
    pool: 'forks',
    // each worker keeps its browser, and the tabs of it, from file to file
    maxWorkers: 2,
    isolate: false,
    env: { TZ: 'UTC' },
    reporters: reporters(),
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
