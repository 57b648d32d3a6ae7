import type { PagePlace, RoomKey, Row } from '../../../common/model/index.ts';
import type { HistoryResult, Place } from '../../../common/protocol/view/index.ts';
import type { ChatService } from '../../client/index.ts';

/** Parts of the history that are read again before the page begins anew. */
const maxResyncPages = 10;
/** Rows of a snapshot, of each part of the history that is asked for, and of a delta at most. */
export const pageRows = 200;

export const noRows: HistoryResult = { rows: [], hasOlder: false, hasNewer: false };

export const readPage = (service: ChatService, room: RoomKey, place?: Place): Promise<HistoryResult> =>
  service.history({ room, limit: pageRows, kinds: 'all', ...(place && { place: place as PagePlace }) });

/** All rows from the one with the order `oldest` on; undefined if they are too many. */
export const rowsFrom = async (service: ChatService, room: RoomKey, oldest: string): Promise<Row[] | undefined> => {
  const rows: Row[] = [];
  for (let part = 0; part < maxResyncPages; part++) {
    const [first] = rows;
    const page = await readPage(service, room, first && { before: first.id });
    rows.unshift(...page.rows);
    if (!page.hasOlder || (rows[0]?.order ?? '') <= oldest) return rows;
  }
  return undefined;
};
