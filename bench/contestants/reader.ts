// Prints how long the newest page takes in a fresh process, milliseconds: `reader.ts bare|history FILE ROOM`
import { DatabaseSync } from 'node:sqlite';
import type { RoomKey } from '../../common/model/index.ts';
import { bareQuery } from '../support/bare-query.ts';
import { newestPage, openHistory } from '../support/history.ts';
import { now } from '../support/talker.ts';

const [how, file = '', room = ''] = process.argv.slice(2);
const start = now();
if (how === 'bare') {
  using db = new DatabaseSync(file);
  bareQuery(db)();
  console.log(now() - start);
} else {
  const history = await openHistory(file);
  history.load();
  newestPage(history, room as RoomKey);
  console.log(now() - start);
  await history.close();
}
