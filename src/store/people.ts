import {
  limits,
  type Batch,
  type Loaded,
  type MeantName,
  type Met,
  type ReachedDevice,
} from '../../common/model/index.ts';
import type { Statements } from './statements.ts';

/** Since when people are known, whom their names mean, and where their devices could be reached. */
export class People {
  readonly #sql: Statements;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  write({ met = [], reached = [], meant = [] }: Pick<Batch, 'met' | 'reached' | 'meant'>): void {
    for (const { fold, identity } of meant)
      this.#sql.run('INSERT OR REPLACE INTO meant_name VALUES (?, ?)', fold, identity);
    for (const { identity, since } of met)
      this.#sql.run('INSERT OR REPLACE INTO acquaintance VALUES (?, ?)', identity, Math.trunc(since));
    for (const { device, record, at } of reached)
      this.#sql.run('INSERT OR REPLACE INTO reached_device VALUES (?, ?, ?)', device, record, Math.trunc(at));
    if (reached.length > 0)
      this.#sql.run(
        `DELETE FROM reached_device WHERE device IN
         (SELECT device FROM reached_device ORDER BY at DESC, device LIMIT -1 OFFSET ?)`,
        limits.reachedDevices,
      );
  }

  load(): Pick<Loaded, 'met' | 'reached' | 'meant'> {
    return {
      meant: this.#sql.all('SELECT fold, identity FROM meant_name').map((row) => row as unknown as MeantName),
      met: this.#sql.all('SELECT identity, since FROM acquaintance').map((row) => row as unknown as Met),
      reached: this.#sql
        .all('SELECT device, record, at FROM reached_device ORDER BY at')
        .map((row) => row as unknown as ReachedDevice),
    };
  }
}
