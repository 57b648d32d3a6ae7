import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** Two editors are one story told in order: one file at a time, and after a failure the rest is left out. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/editor/install.ts'],
    pool: 'forks',
    fileParallelism: false,
    bail: 1,
    reporters: reporters(),
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
