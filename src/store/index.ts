export { SqliteStore, type StoreOptions } from './sqlite-store.ts';
export { tryAcquire, type LeaderLock } from './leader-lock.ts';
