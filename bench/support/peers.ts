import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../peers');

/** Those that we are measured against, installed on first use from their own lock; none where that fails, with a loud line. */
export const peerPrograms = (...names: readonly string[]): readonly string[] => {
  if (!existsSync(path.join(folder, 'node_modules'))) {
    console.log('Installing what P2P Chat is measured against into bench/peers, about a minute …');
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
    if (status !== 0) {
      console.log(`\n!!! not installed, so these are left out: ${names.join(', ')}\n`);
      return [];
    }
  }
  return names;
};
