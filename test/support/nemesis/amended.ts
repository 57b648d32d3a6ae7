import type { RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatMate } from '../sim/chat-team.ts';
import type { Stage } from './stage.ts';
import { standings, type Standing } from './standing.ts';

/** How the messages of a room stand by what the disk of a device holds. */
export const standingsAt = (stage: Stage, { disk }: ChatMate, room: RoomKey): readonly Standing[] =>
  standings(
    stage.whoIs,
    disk.entries.filter((stored) => stored.room === room),
  );

/** What was deleted is on a disk no more, nor are the edits of it that its author can still let go. */
export const leftOver = (
  stage: Stage,
  mate: ChatMate,
  room: RoomKey,
  members: ReadonlySet<string>,
): string | undefined => {
  for (const { entry, deletedBy, edits } of standingsAt(stage, mate, room)) {
    if (deletedBy === undefined) continue;
    const author = stage.whoIs(entry.device);
    const left = [entry, ...(members.has(author?.identity ?? '') ? edits : [])].find(({ body }) => body !== undefined);
    if (left === undefined) continue;
    return `${mate.host.name} keeps what ${deletedBy} deleted: ${new TextDecoder().decode(left.body).slice(0, 60)}`;
  }
  return undefined;
};

/** Unread is what others have said from the seen marks on and nobody has deleted, whatever else was said about it. */
export const miscounted = (stage: Stage, mate: ChatMate, room: RoomKey): string | undefined => {
  const { identity } = mate.me.certificate;
  const { seen } = mate.disk.synced;
  const unread = standingsAt(stage, mate, room).filter(({ entry: { device, seq }, content, deletedBy }) => {
    const by = stage.whoIs(device);
    const from = by === undefined ? 0 : (seen.get(room + by.author)?.seen ?? 0);
    return by?.identity !== identity && content !== undefined && deletedBy === undefined && seq >= from;
  });
  const mentions = unread.filter((one) => one.mentions.includes(identity));
  const counted = mate.sees(room);
  if (counted.unread === unread.length && counted.mentions === mentions.length) return undefined;
  const own = `${counted.unread} unread, ${counted.mentions} mentions`;
  return `${mate.host.name} counts ${own}, not ${unread.length} and ${mentions.length}`;
};

/** Rows say what the words about them make of them. */
export const misread = (stage: Stage, mate: ChatMate, room: RoomKey, rows: readonly Row[]): string | undefined => {
  const byId = new Map(standingsAt(stage, mate, room).map((one) => [one.entry.id as string, one]));
  for (const row of rows) {
    const standing = byId.get(row.id);
    const wanted = standing && textOf(standing);
    if (textOfRow(row) !== wanted) return `${mate.host.name} shows ${textOfRow(row)}, not ${wanted}`;
    const quoted = row.quote && byId.get(row.quote.id);
    if (quoted?.deletedBy !== undefined && row.quote?.content !== undefined) {
      return `${mate.host.name} quotes what ${quoted.deletedBy} deleted`;
    }
  }
  return undefined;
};

const textOf = ({ deletedBy, isEdited, content, reactions }: Standing): string =>
  deletedBy === undefined && content !== undefined
    ? say(content, isEdited, reactions)
    : `deleted by ${deletedBy ?? 'somebody'}`;

const textOfRow = ({ kind, deleted, edited, content = '', reactions = [] }: Row): string =>
  kind === 'deleted' ? `deleted by ${deleted?.username ?? 'somebody'}` : say(content, edited !== undefined, reactions);

const say = (content: string, isEdited: boolean, reactions: Standing['reactions']): string =>
  [
    content.slice(0, 40),
    content.length,
    isEdited ? 'edited' : 'as written',
    ...reactions.map(({ emoji, users }) => `${emoji} ${users.join(', ')}`),
  ].join(' | ');
