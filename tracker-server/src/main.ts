import { isMainThread, workerData } from 'node:worker_threads';
import { runProgram } from './program.ts';
import { lookThrough } from './upkeep/soundness-worker.ts';

// one file in all: it is its own worker
if (isMainThread) await runProgram(import.meta.filename);
else lookThrough(String(workerData));
