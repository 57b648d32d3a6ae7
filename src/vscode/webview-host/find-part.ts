import { fold } from '../../../common/text/index.ts';
import { asHex, type EntryId } from '../../../common/model/index.ts';
import type { Calls } from '../../../common/protocol/chat/index.ts';
import type { FindResult, ViewParamsOf } from '../../../common/protocol/view/index.ts';

/** Messages read at a time, so that the thread of the editor is never held for long; and in one part. */
const pageSize = 200;
const maxMessagesPerPart = 1000;

/** Looks through a part of the history for a text, newest first. Whoever wants to know more asks for the next part. */
export const findPart = async (
  service: Pick<Calls, 'history'>,
  { room, text, before }: ViewParamsOf<'find'>,
): Promise<FindResult> => {
  const wanted = fold(text);
  const hits: string[] = [];
  let next: string | undefined = before;
  for (let looked = 0; ;) {
    const place = next === undefined ? {} : { place: { before: asHex<EntryId>(next) } };
    const { rows, hasOlder } = await service.history({ room, limit: pageSize, kinds: 'content', ...place });
    looked += rows.length;
    for (const row of rows.toReversed()) if (fold(row.content ?? '').includes(wanted)) hits.push(row.id);
    next = hasOlder ? rows[0]?.id : undefined;
    if (next === undefined) return { hits, looked };
    if (looked >= maxMessagesPerPart) return { hits, looked, next };
  }
};
