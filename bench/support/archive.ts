import { globSync } from 'node:fs';
import * as path from 'node:path';
import type { RoomKey } from '../../common/model/index.ts';
import { ours, type Company } from './company.ts';
import { authors, batches } from './entries.ts';
import { append, openHistory } from './history.ts';

export interface Archive {
  /** Of the account, for a program that signs in by itself. */
  readonly data: string;
  /** Its database. */
  readonly file: string;
  readonly room: RoomKey;
  /** The room's name. */
  readonly name: string;
}

/** The account of somebody in a room with so many messages by ten people. */
export const archiveOf = async (company: Company, count: number): Promise<Archive> => {
  const ana = await company.start(ours, 'ana');
  const name = await ana.host([]);
  await company.end(ana);
  const data = path.join(company.folder, 'ana');
  const [found] = globSync('accounts/*/history.db', { cwd: data });
  const file = path.join(data, found ?? '');
  const history = await openHistory(file);
  const room = history.load().rooms[0]?.room as RoomKey;
  await append(history, { certificates: authors.map(({ certificate }) => certificate.bytes) });
  for (const entries of batches(room, count)) await append(history, { entries });
  // read, but for the last of each
  const heads = history.load().heads.filter(({ kind }) => kind === 'content');
  await append(history, { seen: heads.map(({ author, prefix }) => ({ room, author, seen: prefix - 1, told: 0 })) });
  await history.close();
  return { data, file, room, name };
};
