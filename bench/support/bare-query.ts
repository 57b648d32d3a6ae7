import type { DatabaseSync } from 'node:sqlite';

/** The newest 100 messages of the first room, as rows. */
export const bareQuery = (db: DatabaseSync): (() => unknown[]) => {
  const query = db.prepare(`SELECT * FROM entry WHERE room = 1 AND kind = 0
    ORDER BY eff_ms DESC, eff_count DESC, rank DESC, seq DESC LIMIT 100`);
  return () => query.all();
};
