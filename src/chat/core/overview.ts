import type { ErrorCode } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, IdentityKey, Presence, Target } from '../../../common/model/index.ts';
import type {
  ChatState,
  Conversation as Shown,
  DiskState,
  LinkInfo,
  ListedRoom,
  OwnPresence,
  Person,
} from '../../../common/protocol/chat/index.ts';
import type { CaughtUp } from './replication/caught-up.ts';
import type { Conversation } from './replication/conversation.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Certificates } from './replication/certificates.ts';
import type { Directory } from './tracker/directory.ts';
import type { DiskWatch } from './replication/disk-watch.ts';
import type { Mutes } from './own-devices/mutes.ts';
import { missingOf } from './replication/missing.ts';
import type { Sync } from './replication/sync.ts';
import type { TrackerSync } from './tracker/tracker-sync.ts';

/** The parts of `ChatState` that the chat itself knows; account and connection are added by whoever composes it. */
export type Overview = Pick<
  ChatState,
  'conversations' | 'discover' | 'people' | 'links' | 'unread' | 'presence' | 'caughtUp' | 'disk'
>;

export interface OverviewParts {
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly directory: Directory;
  readonly sync: Sync;
  readonly trackerSync: TrackerSync;
  readonly caughtUp: CaughtUp;
  readonly disk: Pick<DiskWatch, 'trouble'>;
  readonly mutes: Mutes;
  presence(): OwnPresence;
}

export const overview = (parts: OverviewParts): Overview => {
  const links = [...parts.sync.neighbours].map(({ certificate }) => linkInfo(certificate));
  const conversations = [...parts.conversations.all].filter(isMine).map((conversation) => show(parts, conversation));
  return {
    links,
    conversations,
    discover: discover(parts, new Set(conversations.filter((one) => one.readOnly !== 'left').map(({ room }) => room))),
    people: people(parts),
    presence: parts.presence(),
    caughtUp: parts.caughtUp.reached,
    disk: diskOf(parts.disk.trouble),
    unread: conversations.reduce((sum, { unread }) => sum + unread, 0),
  };
};

const diskOf = (trouble: ErrorCode | undefined): DiskState => {
  if (trouble === undefined) return 'ok';
  return trouble === 'DISK_FULL' ? 'full' : 'failing';
};

export const linkInfo = ({ username, device }: Certificate): LinkInfo => ({ user: username, device, route: 'direct' });

/** A room that was only looked at is not mine, nor a direct conversation in which nothing was ever begun. */
const isMine = (conversation: Conversation): conversation is Visible => {
  switch (conversation.stored.kind) {
    case 'self':
      return false;
    case 'direct':
      return conversation.saved || conversation.logs.content.size > 0;
    case 'group':
      return conversation.membership !== undefined && conversation.takesPart;
  }
};

type Visible = Conversation & { readonly stored: { readonly kind: Shown['kind'] } };

const show = (parts: OverviewParts, conversation: Visible): Shown => {
  const { me, certificates, sync } = parts;
  const { room, membership, readOnly } = conversation;
  const isOwn = (device: DeviceKey): boolean => certificates.get(device)?.identity === me.identity;
  const { messages, mentions } = readOnly === 'left' ? nothing : conversation.unread.count(isOwn);
  const linked = [...sync.neighbours].filter(({ certificate }) => conversation.has(certificate.identity));
  return {
    room,
    kind: conversation.stored.kind,
    name: conversation.name,
    mine: membership?.owner === me.identity,
    ...(readOnly === undefined ? {} : { readOnly }),
    members: [...conversation.members()].map(([identity, username]) => ({
      identity,
      username,
      presence: presenceOf(
        parts,
        identity,
        linked.some(({ certificate }) => certificate.identity === identity),
      ),
      owner: membership?.owner === identity,
    })),
    capacity: membership?.capacity ?? 2,
    unread: messages,
    mentions,
    muted: parts.mutes.has(room),
    links: linked.length,
    lastAt: conversation.lastAt,
    ...missing(parts, conversation),
  };
};

const missing = (parts: OverviewParts, conversation: Conversation): Pick<Shown, 'missing'> => {
  const found = conversation.readOnly === undefined ? missingOf(parts, conversation) : [];
  return found.length === 0 ? {} : { missing: found };
};

const nothing = { messages: 0, mentions: 0 };

const discover = ({ trackerSync }: OverviewParts, mine: ReadonlySet<string>): ListedRoom[] =>
  [...trackerSync.listed]
    .filter(({ roomId }) => !mine.has(roomId))
    .map(({ roomId, name, owner, online, total, capacity }) => ({
      room: roomId as ListedRoom['room'],
      name,
      owner: owner.user,
      online,
      total,
      capacity,
    }));

const presenceOf = (parts: OverviewParts, identity: IdentityKey, linked: boolean): Presence => {
  if (identity !== parts.me.identity) return parts.directory.presence(identity, linked);
  const mine = parts.presence();
  return mine === 'invisible' ? 'offline' : mine;
};

const people = (parts: OverviewParts): Person[] => {
  const { me, directory, sync } = parts;
  const links = Map.groupBy(sync.neighbours, ({ certificate }) => certificate.identity);
  return [...directory.people].map(({ identity, username, lastSeen, roomName }) => ({
    identity,
    username,
    presence: presenceOf(parts, identity, links.has(identity)),
    lastSeen,
    ...(roomName === undefined ? {} : { roomName }),
    me: identity === me.identity,
    links: links.get(identity)?.length ?? 0,
  }));
};

type TargetParts = Pick<OverviewParts, 'me' | 'conversations' | 'directory'>;

/** The online devices of everybody I share an open conversation with. */
export const targets = ({ me, conversations, directory }: TargetParts): Target[] => {
  const wanted = new Map<DeviceKey, Target>();
  for (const conversation of conversations.all) {
    if (conversation.readOnly !== undefined) continue;
    for (const identity of conversation.members().keys()) {
      for (const known of directory.get(identity)?.devices.values() ?? []) {
        if (!known.online || known.device === me.device) continue;
        const addresses = directory.addresses(known);
        if (addresses.length > 0) wanted.set(known.device, { device: known.device, identity, addresses });
      }
    }
  }
  return [...wanted.values()];
};
