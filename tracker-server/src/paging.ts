import { AppError, fromBase64url, fromUtf8, toBase64url, utf8 } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';

/** Where a page of a list begins: after this key. */
export const keyOfPage = (page: string | undefined): string => {
  if (page === undefined) return '';
  try {
    return fromUtf8(fromBase64url(page) ?? badPage());
  } catch {
    return badPage();
  }
};

/** Where a page of a log begins: at this place. */
export const placeOfPage = (page: string | undefined): number => {
  if (page === undefined) return 0;
  return /^\d{1,9}$/.test(page) ? Number(page) : badPage();
};

const badPage = (): never => {
  throw new AppError('BAD_REQUEST', 'this is not a page of ours');
};

/** How many rows are read for a page of 64 KiB of people, of listed rooms, of whole rooms. One more tells of another page. */
export const pageRows = { peers: 250, rooms: 200, mine: 32 } as const;

/** As many items as fit into one page, at least one and at most `most`, and the page after it. */
export const cutPage = <T>(
  items: readonly { readonly key: string; readonly item: T }[],
  most: number,
): { readonly items: T[]; readonly next?: string } => {
  let bytes = 0;
  const end = items.findIndex(({ item }, index) => {
    bytes += utf8(JSON.stringify(item)).length + 1;
    return index >= most || (index > 0 && bytes > trackerLimits.pageBytes);
  });
  if (end === -1) return { items: items.map(({ item }) => item) };
  const last = items[end - 1]?.key ?? '';
  return { items: items.slice(0, end).map(({ item }) => item), next: toBase64url(utf8(last)) };
};
