import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** `detectAsyncLeaks` prints leaks but still exits 0 (vitest 5.1.1): this makes a leak fail the run. */
class FailOnLeaks implements Reporter {
  #vitest: Vitest | undefined;
  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }
  onTestRunEnd(): void {
    if ((this.#vitest?.state.leakSet.size ?? 0) > 0) process.exitCode = 1;
  }
}

/** Writes `{passed, failed, skipped}` for `npm test` to sum up; a file that could not be loaded is a failure. */
class WriteCounts implements Reporter {
  readonly #file: string;
  constructor(file: string) {
    this.#file = file;
  }
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) counts[test.result().state]++;
    }
    const { passed, failed, skipped, pending } = counts;
    writeFileSync(this.#file, JSON.stringify({ passed, failed: failed + pending, skipped }));
  }
}

/** What every vitest run reports to. `P2P_CHAT_TEST_COUNTS` names the file for the counts. */
export const reporters = (): ('default' | Reporter)[] => {
  const counts = process.env['P2P_CHAT_TEST_COUNTS'];
  return ['default', new FailOnLeaks(), ...(counts === undefined ? [] : [new WriteCounts(counts)])];
};
