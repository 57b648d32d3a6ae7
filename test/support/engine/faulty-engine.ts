// The engine's thread, with faults: they must be there first.
await import('./faults.ts');
await import('../../../src/engine/engine-worker.ts');
