import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { reporters } from './test/support/reporters.ts';

const isScenes = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/scenes-');

/** The scenes take longest, which nothing tells on a machine that has not run them yet: left for last, one worker would be idle. */
class ScenesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isScenes), ...sorted.filter((file) => !isScenes(file))];
  }
}

/** The chat page alone, in a real Chromium with a fake host. */
export default defineConfig({
  test: {
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/harness/serve.ts'],
    pool: 'forks',
    // each worker keeps its browser, and the tabs of it, from file to file
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: ScenesFirst },
    env: { TZ: 'UTC' },
    reporters: reporters(),
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
