// Writes each line over the same 64 KiB of a file, which never grows, and syncs: as little as a commit can cost.
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const size = 64 * 1024;
const file = openSync(String(workerData), 'w+');
writeSync(file, Buffer.alloc(size));
fdatasyncSync(file);
let at = 0;
parentPort?.on('message', (line: string) => {
  at = (at + 256) % size;
  writeSync(file, line, at);
  fdatasyncSync(file);
  parentPort?.postMessage(null);
});
parentPort?.postMessage(null);
