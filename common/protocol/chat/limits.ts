import { limits } from '../../model/index.ts';

/** Caps between an engine and its clients. LIMITS.md lists them. */
export const chatLimits = {
  /** UTF-16 units of a message; what it takes on disk is `limits.body` bytes. */
  content: 20_000,
  /** Characters of a name or id that somebody typed. */
  name: 5 * limits.name,
  address: 2048,
  password: 1024,
  /** Rows of one page of the history. */
  pageRows: 500,
  /** Calls of one client that are under way. */
  calls: 64,
  /** Events of one batch, and the UTF-16 units of their texts. */
  batchEvents: 250,
  batchText: 128 * 1024,
  /** Events that wait for a client. Of a conversation with more it is said that it is stale. */
  waitingEvents: 2000,
  /** Changes of one slice that are remembered, for a client that comes back. */
  sliceChanges: 4096,
} as const;
