import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

// Loaded before a program of ours: while a file is there, whoever asks for the interfaces of this machine meets a defect, as every link
// does in the middle of a core, or starts what fails later. And the longer waits before another engine are short.

/** Nothing where there is no file, also one that goes meanwhile, and where it is only being written. */
const fault = (): string => {
  try {
    return readFileSync(process.env['P2P_CHAT_FAULT'] ?? '', 'utf8');
  } catch {
    return '';
  }
};

const { networkInterfaces } = os;
os.networkInterfaces = () => {
  switch (fault()) {
    case 'reject':
      void Promise.reject(new Error('nobody waits for this'));
      break;
    case 'later':
      setImmediate(() => {
        throw new Error('a defect outside of any core');
      });
      break;
    case 'core':
      throw new Error('a defect in a core');
  }
  return networkInterfaces();
};
syncBuiltinESMExports();

const set = globalThis.setTimeout;
const restarts: readonly (number | undefined)[] = [5000, 30_000];
globalThis.setTimeout = Object.assign(
  (run: () => void, ms?: number) => set(run, restarts.includes(ms) ? 50 : ms),
  set,
) as typeof set;
