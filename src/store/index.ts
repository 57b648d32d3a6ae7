export { History, type HistoryOptions } from './history.ts';
export { tryLead, type Lead } from './lead.ts';
