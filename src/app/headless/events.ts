import type { RoomKey } from '../../../common/model/index.ts';
import type { Amendment, ChatEvent, ChatState } from '../../../common/protocol/chat/index.ts';
import { namesOf } from './entry-line.ts';
import type { EventLine } from './event-fields.ts';

type Of<T extends ChatEvent['type']> = ChatEvent & { type: T };

/** A chat event as the lines that go to standard output; none for what is not part of the contract. */
export const eventLines = (event: ChatEvent, state: ChatState): readonly EventLine[] => {
  switch (event.type) {
    case 'row':
      if (event.amendments === undefined) return message(event, state);
      return event.amendments.map((one) => amendment(event, one, state));
    case 'delivery': {
      const { users, readBy } = event.delivery;
      return [
        { event: 'delivery', roomId: event.room, entry: event.entry, delivered: namesOf(users), read: namesOf(readBy) },
      ];
    }
    case 'peer':
      return [{ event: 'peer', user: event.who.username, presence: event.presence }];
    case 'link': {
      const { user, device, route } = event.link;
      return [{ event: 'link', user, device, route, up: event.up }];
    }
    case 'room':
      return room(event, state);
    case 'warning':
      return [{ event: 'warning', code: event.code, msg: event.message }];
    case 'nameCollision': {
      const { name, identities } = event;
      const msg = `${identities.length} people are called ${name}`;
      return [{ event: 'warning', code: 'NAME_COLLISION', msg, user: name, identities }];
    }
    case 'nameChanged': {
      const { identity, name, other } = event;
      const msg = `the tracker calls ${name} ${other} now; the first name stays`;
      return [{ event: 'warning', code: 'KEY_CHANGED', msg, user: name, other, identity }];
    }
    case 'clock':
      return [{ event: 'warning', code: 'CLOCK', msg: clockText(event), offBy: event.offBy }];
    // that of the tracker is told from the state, which has one from the start
    case 'tracker':
    case 'typing':
    case 'reordered':
      return [];
  }
};

const clockText = ({ offBy, corrected, name }: Of<'clock'>): string => {
  const seconds = Math.round(Math.abs(offBy) / 1000);
  if (!corrected) return `the clock here and that of ${name ?? 'the tracker'} differ by ${seconds} s`;
  return `the clock here is ${seconds} s ${offBy > 0 ? 'ahead' : 'behind'}, and is corrected for`;
};

const message = ({ room: key, row, device, again }: Of<'row'>, state: ChatState): readonly EventLine[] => {
  if (row.kind !== 'message' || again === true) return [];
  return [
    {
      event: 'message',
      ...place(key, state, row.author.username),
      entry: row.id,
      author: row.author.username,
      identity: row.author.identity,
      device,
      at: row.at,
      content: row.content ?? null,
      ...(row.quote === undefined ? {} : { replyTo: row.quote.id }),
      late: row.viaCatchUp ?? false,
      own: row.own,
      ...(row.lateArrival === undefined ? {} : { through: row.lateArrival.deliveredBy.username }),
    },
  ];
};

const amendment = ({ room: key, row }: Of<'row'>, what: Amendment, state: ChatState): EventLine => {
  const about = { ...place(key, state, row.author.username), entry: row.id };
  const by = what.by.username;
  switch (what.kind) {
    case 'EDIT':
      return { event: 'edited', ...about, author: by, at: row.edited ?? row.at, content: row.content ?? null };
    case 'DELETE':
      return { event: 'deleted', ...about, by };
    case 'REACT':
      return { event: 'reacted', ...about, user: by, emoji: what.emoji, on: what.on };
  }
};

interface Place {
  readonly room?: string;
  readonly from?: string;
  readonly roomId: RoomKey;
}

const place = (key: RoomKey, state: ChatState, author: string): Place => {
  const found = state.conversations.find((one) => one.room === key);
  if (found?.kind === 'group') return { room: found.name, roomId: key };
  return { from: found?.name ?? author, roomId: key };
};

/** Of rooms of mine alone: a room that was only looked at has no members that I know of. */
const room = ({ room: key, deleted }: Of<'room'>, state: ChatState): readonly EventLine[] => {
  const found = state.conversations.find((one) => one.room === key && one.kind === 'group');
  if (found === undefined) return [];
  const { name, members } = found;
  const online = members.filter(({ presence }) => presence !== 'offline');
  return [
    {
      event: 'room',
      room: name,
      roomId: key,
      members: members.map(({ username }) => username),
      online: online.map(({ username }) => username),
      deleted,
    },
  ];
};
