import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** A folder on a real disk that goes with the benchmark. `TMPDIR` moves it: a folder in memory would make every commit free. */
export const temporaryPlace = (): Disposable & { readonly path: string } => {
  const place = mkdtempSync(path.join(tmpdir(), 'p2p-chat-bench-'));
  return { path: place, [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }) };
};
