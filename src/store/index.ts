export { SqliteStore, type StoreOptions } from './sqlite-store.ts';
export { tryLead, type Lead } from './lead.ts';
