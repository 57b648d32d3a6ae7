import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

/** The editor calls this in its extension host; it lies beside the bundled suites. */
export const run = async (): Promise<void> => {
  const mocha = new Mocha({ ui: 'tdd', timeout: 120_000 });
  for (const file of readdirSync(__dirname).toSorted())
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
  });
};
