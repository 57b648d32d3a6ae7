import type { Database } from '../database/schema.ts';

/** What the database says of itself. */
export interface MetaRepository {
  /** The id of the tracker whose database this is: the one given, where none stands there yet. */
  claim(trackerId: string): Promise<string>;
  /** When it was put back from a backup or made anew for a tracker that people know; undefined if it never was. */
  restoredAt(): Promise<number | undefined>;
  noteRestored(at: number): Promise<void>;
}

export const metaRepository = (db: Database): MetaRepository => {
  const read = async (key: 'trackerId' | 'restored'): Promise<string | undefined> =>
    (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value;
  return {
    claim: async (trackerId) => {
      await db
        .insertInto('meta')
        .values({ key: 'trackerId', value: trackerId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await read('trackerId')) ?? trackerId;
    },
    restoredAt: async () => {
      const at = await read('restored');
      return at === undefined ? undefined : Number(at);
    },
    noteRestored: async (at) => {
      await db
        .replaceInto('meta')
        .values({ key: 'restored', value: String(at) })
        .execute();
    },
  };
};
