export { SqliteStore, type StoreOptions } from './sqlite-store.ts';
export { keepPrivate } from './private.ts';
export { tryAcquire, type LeaderLock } from './leader-lock.ts';
