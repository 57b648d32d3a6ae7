import {
  asHex,
  type Aside,
  type AuthorKey,
  type Certificate,
  type IdentityKey,
  identityOf,
  type Presence,
  type RoomKey,
} from '../../../common/model/index.ts';
import { overOf } from '../../../common/membership/index.ts';
import type {
  ChatState,
  Conversation as Shown,
  DiskState,
  LinkInfo,
  ListedRoom,
  Namesakes,
  OwnPresence,
  Person,
} from '../../../common/protocol/chat/index.ts';
import type { Memberships } from './membership/memberships.ts';
import type { Asides } from './replication/asides.ts';
import type { InitialSyncTracker } from './replication/initial-sync.ts';
import type { Conversation } from './replication/conversation.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Certificates } from './replication/certificates.ts';
import type { Directory, KnownPerson } from './tracker/directory.ts';
import type { DiskHealth } from './replication/disk-health.ts';
import type { Preferences } from './own-devices/preferences.ts';
import type { EntryPolicy } from './replication/policy.ts';
import type { Activity } from './timeline/activity.ts';
import type { UnreadCounts } from './own-devices/unread-counts.ts';
import type { Undoable } from './own-devices/undoable.ts';
import { knownGaps } from './replication/gaps.ts';
import type { Sync } from './replication/sync.ts';
import type { TrackerSync } from './tracker/tracker-sync.ts';

/** The parts of `ChatState` that the chat itself knows; account and connection are added by whoever composes it. */
export type ChatOverview = Pick<
  ChatState,
  'conversations' | 'discover' | 'people' | 'namesakes' | 'links' | 'presence' | 'caughtUp' | 'disk'
>;

export interface OverviewParts {
  readonly me: Certificate;
  readonly asides: Asides;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly directory: Directory;
  readonly sync: Sync;
  readonly trackerSync: TrackerSync;
  readonly initialSync: InitialSyncTracker;
  readonly disk: Pick<DiskHealth, 'state'>;
  readonly unread: UnreadCounts;
  readonly activity: Activity;
  readonly policy: EntryPolicy;
  readonly preferences: Preferences;
  readonly undoable: Undoable;
  presence(): OwnPresence;
}

/** Everything that there is to see of the chat, piece by piece. Nothing is kept: each answer is made anew. */
export class Overview {
  readonly #parts: OverviewParts;

  constructor(parts: OverviewParts) {
    this.#parts = parts;
  }

  get links(): LinkInfo[] {
    const { certificates, sync } = this.#parts;
    return [...sync.sessions].map(({ certificate }) => linkInfo(certificate, certificates));
  }

  /** Names that several people have. */
  get namesakes(): readonly Namesakes[] {
    return this.#parts.certificates.names.shared;
  }

  get presence(): OwnPresence {
    return this.#parts.presence();
  }

  get caughtUp(): boolean {
    return this.#parts.initialSync.isDone;
  }

  get disk(): DiskState {
    return this.#parts.disk.state;
  }

  get conversations(): Shown[] {
    return [...this.#parts.conversations.all].flatMap(({ room }) => this.conversation(room) ?? []);
  }

  conversation(room: RoomKey): Shown | undefined {
    const conversation = this.#parts.conversations.get(room);
    return conversation !== undefined && isVisible(this.#parts, conversation)
      ? toConversation(this.#parts, conversation)
      : undefined;
  }

  get discover(): ListedRoom[] {
    return [...this.#parts.trackerSync.listed].flatMap(({ roomId }) => this.listed(asHex(roomId)) ?? []);
  }

  /** A listed room that I am not in. */
  listed(room: RoomKey): ListedRoom | undefined {
    const { conversations, memberships } = this.#parts;
    const conversation = conversations.get(room);
    const isShown = conversation !== undefined && isVisible(this.#parts, conversation);
    if (isShown && memberships.standing(conversation).readOnly !== 'left') return undefined;
    const found = this.#parts.trackerSync.listedRoom(room);
    if (found === undefined) return undefined;
    const { name, owner, online, total, capacity } = found;
    return { room, name, owner: owner.user, online, total, capacity };
  }

  get people(): Person[] {
    return [...this.#parts.directory.people].map((known) => person(this.#parts, known));
  }

  person(identity: IdentityKey): Person | undefined {
    const known = this.#parts.directory.get(identity);
    return known && person(this.#parts, known);
  }

  /** Conversations in which the person is to be seen. */
  conversationsWith(identity: IdentityKey): Iterable<RoomKey> {
    const { conversations, memberships } = this.#parts;
    return [...conversations.all].filter((one) => memberships.has(one, identity)).map(({ room }) => room);
  }

  /** All of it in one object. */
  whole(): ChatOverview {
    const { conversations, discover, people, namesakes, links, presence, caughtUp, disk } = this;
    return { conversations, discover, people, namesakes, links, presence, caughtUp, disk };
  }
}

export const linkInfo = (
  { username, identity, device }: Certificate,
  { names }: Pick<Certificates, 'names'>,
): LinkInfo => ({
  user: names.of(identity) ?? username,
  identity,
  device,
  route: 'direct',
});

/** A room that was only looked at is not mine, nor a direct conversation in which nothing was ever begun. */
const isVisible = (
  { memberships }: Pick<OverviewParts, 'memberships'>,
  conversation: Conversation,
): conversation is Visible => {
  switch (conversation.stored.kind) {
    case 'self':
      return false;
    case 'direct':
      return conversation.persisted || conversation.logs.content.size > 0;
    case 'group':
      return memberships.of(conversation) !== undefined && memberships.takesPart(conversation);
  }
};

type Visible = Conversation & { readonly stored: { readonly kind: Shown['kind'] } };

const toConversation = (parts: OverviewParts, conversation: Visible): Shown => {
  const { me, sync, memberships } = parts;
  const { room } = conversation;
  const membership = memberships.of(conversation);
  // until it is too late to undo it, everybody else still sees me in the room
  const readOnly = parts.undoable.has(room) ? 'left' : memberships.standing(conversation).readOnly;
  const isOwn = (author: AuthorKey): boolean => identityOf(author) === me.identity;
  const hidden = overOf(readOnly) !== undefined && parts.preferences.has(room, 'hidden');
  const { messages, mentions } = readOnly === 'left' || hidden ? nothing : parts.unread.count(room, isOwn);
  const linked = new Set([...sync.sessions].map(({ certificate }) => certificate.identity));
  const members = [...memberships.members(conversation)];
  return {
    room,
    kind: conversation.stored.kind,
    name: memberships.nameOf(conversation),
    mine: membership?.owner === me.identity,
    ...(readOnly === undefined ? {} : { readOnly }),
    members: members.map(([identity, username]) => ({
      identity,
      username,
      presence: presenceOf(parts, identity, linked.has(identity)),
      owner: membership?.owner === identity,
    })),
    capacity: membership?.capacity ?? 2,
    unread: messages,
    mentions,
    ...muting(parts, room),
    ...(parts.preferences.has(room, 'pinned') && { pinned: true }),
    ...(hidden && { hidden }),
    links: members.filter(([identity]) => identity !== me.identity && linked.has(identity)).length,
    lastAt: parts.activity.lastAt(room),
    ...missing(parts, conversation),
    ...aside(parts, conversation),
  };
};

/** What stands aside, person by person. */
const aside = ({ asides, certificates }: OverviewParts, { room }: Conversation): Pick<Shown, 'aside'> => {
  const found = new Map<IdentityKey, Aside>();
  for (const { author, count, ms } of asides.of(room)) {
    const certificate = certificates.get(author);
    if (certificate === undefined || count === 0) continue;
    const { identity, username } = certificate;
    const known = found.get(identity) ?? { author: { identity, username }, count: 0, at: Infinity };
    found.set(identity, { ...known, count: known.count + count, at: Math.min(known.at, ms) });
  }
  return found.size === 0 ? {} : { aside: [...found.values()] };
};

const missing = (parts: OverviewParts, conversation: Conversation): Pick<Shown, 'gaps'> => {
  const { readOnly } = parts.memberships.standing(conversation);
  const found = readOnly === undefined ? knownGaps(parts, conversation) : [];
  return found.length === 0 ? {} : { gaps: found };
};

const muting = ({ preferences }: OverviewParts, room: RoomKey): Pick<Shown, 'muted' | 'mutedUntil'> => {
  const value = preferences.value(room, 'muted');
  return { muted: value > 0, ...(value > 1 && { mutedUntil: value }) };
};

const nothing = { messages: 0, mentions: 0 };

const presenceOf = (parts: OverviewParts, identity: IdentityKey, linked: boolean): Presence => {
  if (identity !== parts.me.identity) return parts.directory.presence(identity, linked);
  const mine = parts.presence();
  return mine === 'invisible' ? 'offline' : mine;
};

const person = (parts: OverviewParts, { identity, username, lastSeen, roomName }: KnownPerson): Person => {
  const links = [...parts.sync.sessions].filter(({ certificate }) => certificate.identity === identity).length;
  return {
    identity,
    username: parts.certificates.names.of(identity) ?? username,
    presence: presenceOf(parts, identity, links > 0),
    lastSeen,
    ...(roomName === undefined ? {} : { roomName }),
    me: identity === parts.me.identity,
    links,
  };
};
