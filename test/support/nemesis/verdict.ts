import type { Entry, EntryId, RoomKey } from '../../../common/model/index.ts';
import type { Conversation } from '../../../common/protocol/chat/index.ts';
import type { ChatMate } from '../sim/chat-team.ts';
import { leftOver, miscounted, misread, standingsAt } from './amended.ts';
import { inOrder } from './order.ts';
import type { Stage } from './stage.ts';

/** What is not yet well, once the faults are healed; undefined when all is. Looks at disks and links, asks nobody. */
export const complaint = (stage: Stage): string | undefined =>
  unsigned(stage) ??
  unlinked(stage) ??
  lost(stage) ??
  different(stage) ??
  divided(stage) ??
  unsettled(stage) ??
  untold(stage);

const unsigned = ({ mates }: Stage): string | undefined => {
  const mate = mates.find(({ signedIn }) => !signedIn);
  return mate && `${mate.host.name} is not signed in`;
};

/** Whom each device has open conversations with, by room. */
const roomsOf = (mate: ChatMate): Map<RoomKey, ReadonlySet<string>> => {
  const open = mate.composed.chat.overview.conversations.filter(({ readOnly }) => readOnly === undefined);
  return new Map(open.map(({ room, members }) => [room, new Set(members.map(({ identity }) => identity))]));
};

/** One link with everybody with whom a conversation is shared, known at both ends, and no other connection left. */
const unlinked = (stage: Stage): string | undefined => {
  for (const mate of stage.mates) {
    const links = mate.composed.peer.links().map(({ device }) => device);
    const wanted = new Set([...roomsOf(mate).values()].flatMap((members) => [...members]));
    for (const other of stage.mates) {
      const { device, identity } = other.me.certificate;
      if (other === mate || !wanted.has(identity) || links.includes(device)) continue;
      return `${mate.host.name} has no link with ${other.host.name}`;
    }
    const connections = stage.connections(mate).length;
    if (connections !== links.length)
      return `${mate.host.name} has ${connections} connections for ${links.length} links`;
  }
  return undefined;
};

/** Nothing that was reported as sent is missing where it was written. */
const lost = ({ mates }: Stage): string | undefined => {
  for (const { sent, disk, host } of mates) {
    const held = new Set(disk.entries.map(({ entry }) => entry.id));
    for (const [id, content] of sent) {
      if (!held.has(id as EntryId)) return `"${content.slice(0, 40)}" was sent by ${host.name} and is lost`;
    }
  }
  return undefined;
};

/** Members agree on who they are, and hold the same from each other: ids, bodies, order. */
const different = (stage: Stage): string | undefined => {
  const rooms = new Map(stage.mates.map((mate) => [mate, roomsOf(mate)]));
  for (const room of new Set([...rooms.values()].flatMap((own) => [...own.keys()]))) {
    const inside = stage.mates.filter((mate) => rooms.get(mate)?.has(room) === true);
    const [first, ...others] = inside.map((mate) =>
      summary(stage, mate, room, rooms.get(mate)?.get(room) ?? new Set()),
    );
    for (const [i, other] of others.entries()) {
      if (other === first) continue;
      return `${inside[0]?.host.name} and ${inside[i + 1]?.host.name} differ:\n${first}\n${other}`;
    }
  }
  return undefined;
};

/** The devices of one person agree on what is pinned and muted and, where they hold the same, on what is read. */
const divided = ({ mates, world }: Stage): string | undefined => {
  for (const own of Map.groupBy(mates, ({ me }) => me.certificate.identity).values()) {
    const [first, second] = own;
    if (first === undefined || second === undefined) continue;
    for (const one of first.composed.chat.overview.conversations) {
      const other = second.composed.chat.overview.conversations.find(({ room }) => room === one.room);
      if (other === undefined || one.readOnly !== undefined) continue;
      const [marks, others] = [one, other].map(({ unread, mentions }) => `${unread} unread, ${mentions} mentions`);
      const differ = marks !== others && idsOf(first, one.room) === idsOf(second, one.room);
      // whose clock is ahead hears of it sooner
      const latest = Math.max(...[first, second].map(({ host }) => host.clock.wall(world.now())));
      const [wishes, otherWishes] = [one, other].map((each) => wishesOf(each, latest));
      if (wishes !== otherWishes)
        return `${first.host.name} and ${second.host.name} of one person differ in ${one.name}: ${wishes}; ${otherWishes}`;
      if (differ) {
        return `${first.host.name} and ${second.host.name} of one person differ in ${one.name}: ${marks}; ${others}`;
      }
    }
  }
  return undefined;
};

const wishesOf = ({ pinned, muted, mutedUntil }: Conversation, now: number): string => {
  const isMuted = muted && (mutedUntil === undefined || mutedUntil > now);
  return `pinned ${pinned === true}, ${isMuted ? `muted until ${mutedUntil}` : 'not muted'}`;
};

/** What was deleted is gone everywhere, and everything else that is unread is counted. */
const unsettled = (stage: Stage): string | undefined => {
  for (const mate of stage.mates) {
    for (const [room, members] of roomsOf(mate)) {
      const wrong = leftOver(stage, mate, room, members) ?? miscounted(stage, mate, room);
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
};

/** Each editor shows what its engine knows, and every call has been answered. */
const untold = ({ mates }: Stage): string | undefined => {
  for (const { editor } of mates) {
    const wrong = editor.complaint();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

/** What a device holds of a conversation. */
const idsOf = ({ disk }: ChatMate, of: RoomKey): string =>
  disk.entries
    .flatMap(({ room, entry }) => (room === of ? [entry.id] : []))
    .toSorted()
    .join();

const summary = (stage: Stage, { disk }: ChatMate, room: RoomKey, members: ReadonlySet<string>): string => {
  const authors = new Set(
    stage.mates.filter(({ me }) => members.has(me.certificate.identity)).map(({ me }) => me.certificate.device),
  );
  const own = disk.entries.filter((stored) => stored.room === room && stored.kind === 'content');
  const ids = inOrder(own.map(({ entry }) => entry)).filter(({ device }) => authors.has(device));
  return [[...members].map((identity) => identity.slice(0, 6)).toSorted(), ids.map(nameOf)].join(' | ');
};

const nameOf = ({ id, seq, device, body }: Entry): string =>
  `${device.slice(0, 4)}:${seq}:${id.slice(0, 4)}:${body?.length ?? 'none'}`;

/** Asked of the program itself: pages are in the one order, nothing twice, and delivery marks are complete. */
export const lastWords = (stage: Stage): string | undefined => {
  for (const mate of stage.mates) {
    for (const [room, members] of roomsOf(mate)) {
      const rows = mate.history(room);
      const wrong = misread(stage, mate, room, rows);
      if (wrong !== undefined) return wrong;
      const wanted = standingsAt(stage, mate, room).slice(-rows.length);
      if (rows.map(({ id }) => id).join() !== wanted.map(({ entry }) => entry.id).join()) {
        return `${mate.host.name} shows ${rows.length} rows of a room in another order`;
      }
      // who has left meanwhile may never get it
      const here = new Set(
        stage.mates
          .map(({ me }) => me.certificate)
          .flatMap((one) => (members.has(one.identity) ? [one.identity as string] : [])),
      );
      const open = rows.find(({ delivery }) => delivery?.open?.some(({ identity }) => here.has(identity)));
      if (open !== undefined) {
        return `${mate.host.name} does not know that all ${members.size} have "${open.content?.slice(0, 40)}"`;
      }
    }
  }
  return undefined;
};
