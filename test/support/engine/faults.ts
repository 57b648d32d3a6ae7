import { readFileSync } from 'node:fs';
import { AppError } from '../../../common/base/index.ts';
import { EngineCore } from '../../../src/engine/index.ts';

// Engines do what a file says, in the middle of a call or a frame: whenever something of their state may have changed.

const wish = (): string => {
  try {
    return readFileSync(process.env['P2P_CHAT_FAULT'] ?? '', 'utf8');
  } catch {
    return '';
  }
};

const cell = new Int32Array(new SharedArrayBuffer(4));

const misbehave = (): void => {
  switch (wish()) {
    case 'throw':
      throw new Error('a defect in a core');
    case 'reject':
      void Promise.reject(new Error('nobody waits for this'));
      return;
    case 'frame':
      // the limit of frames that a stack shows is far below its depth here
      Error.stackTraceLimit = 100;
      if (new Error('where am I').stack?.includes('onFrame') === true) throw new Error('a frame that nobody expected');
      return;
    case 'uncaught':
      setImmediate(() => {
        throw new Error('a defect outside of any core');
      });
      return;
    case 'disk':
      setImmediate(() => {
        throw new AppError('DISK_ERROR', 'a sync has failed');
      });
      return;
    case 'memory':
      for (const kept: number[][] = []; ;) kept.push(Array<number>(1_000_000).fill(kept.length));
    case 'exit':
      return process.exit(3);
    case 'hang':
      while (wish() === 'hang') Atomics.wait(cell, 0, 0, 20);
  }
};

const original = Object.getOwnPropertyDescriptor(EngineCore.prototype, 'changed')?.value as EngineCore['changed'];
EngineCore.prototype.changed = function (this: EngineCore, change): void {
  misbehave();
  original.call(this, change);
};
