import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Compares with `test/golden/<name>.json`, the bytes that other implementations rely on. After a deliberate change of a
 * format run the test with UPDATE_GOLDEN=1 and read the difference before committing it.
 */
export const expectGolden = (name: string, actual: Readonly<Record<string, unknown>>): void => {
  const file = join(import.meta.dirname, '..', 'golden', `${name}.json`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${JSON.stringify(actual, undefined, 2)}\n`);
  const golden: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  expect(actual).toEqual(golden);
};

/** The same for a text, such as what a screen reader finds on a page. */
export const expectGoldenText = (name: string, actual: string): void => {
  const file = join(import.meta.dirname, '..', 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${actual}\n`);
  expect(`${actual}\n`).toEqual(existsSync(file) ? readFileSync(file, 'utf8') : undefined);
};
