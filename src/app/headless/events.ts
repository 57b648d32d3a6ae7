import type { RoomKey } from '../../../common/model/index.ts';
import type { Amendment, ChatEvent, ChatState } from '../../../common/protocol/chat/index.ts';

/** A chat event as the lines that go to standard output; none for what is not part of the contract. */
export const eventLines = (event: ChatEvent, state: ChatState): readonly object[] => {
  if (event.type === 'row' && event.amendments !== undefined) {
    return event.amendments.map((one) => amendment(event, one, state));
  }
  const line = eventLine(event, state);
  return line === undefined ? [] : [line];
};

const eventLine = (event: ChatEvent, state: ChatState): object | undefined => {
  switch (event.type) {
    case 'row':
      return message(event, state);
    case 'delivery':
      return {
        event: 'delivery',
        roomId: event.room,
        entry: event.entry,
        delivered: event.delivery.users,
        read: event.delivery.readBy ?? [],
      };
    case 'peer':
      return { event: 'peer', user: event.user, presence: event.presence };
    case 'link':
      return { event: 'link', ...event.link, up: event.up };
    case 'room':
      return room(event, state);
    case 'tracker':
      return { event: 'tracker', state: event.state };
    case 'warning':
      return { event: 'warning', code: event.code, msg: event.message };
    case 'typing':
    case 'reordered':
      return undefined;
  }
};

const message = (event: ChatEvent & { type: 'row' }, state: ChatState): object | undefined => {
  const { row } = event;
  if (row.kind !== 'message' || event.again === true) return undefined;
  return {
    event: 'message',
    ...place(event.room, state, row.author.username),
    entry: row.id,
    author: row.author.username,
    device: event.device,
    at: row.at,
    content: row.content,
    ...(row.quote === undefined ? {} : { replyTo: row.quote.id }),
    late: row.late ?? false,
    ...(row.arrived === undefined ? {} : { through: row.arrived.through }),
  };
};

const amendment = (
  { room, row }: ChatEvent & { type: 'row' },
  { act, ...what }: Amendment,
  state: ChatState,
): object => {
  const about = { ...place(room, state, row.author.username), entry: row.id };
  const by = what.by.username;
  switch (act) {
    case 'edit':
      return { event: 'edited', ...about, author: by, at: row.edited ?? row.at, content: row.content ?? null };
    case 'delete':
      return { event: 'deleted', ...about, by };
    case 'react':
      return { event: 'reacted', ...about, user: by, ...('emoji' in what && { emoji: what.emoji, on: what.on }) };
  }
};

const place = (room: RoomKey, state: ChatState, author: string): object => {
  const found = state.conversations.find((one) => one.room === room);
  if (found?.kind === 'group') return { room: found.name, roomId: room };
  return { from: found?.name ?? author, roomId: room };
};

const room = (event: ChatEvent & { type: 'room' }, state: ChatState): object => {
  const found = state.conversations.find((one) => one.room === event.room);
  return {
    event: 'room',
    room: found?.name ?? null,
    roomId: event.room,
    members: found?.members.map(({ username }) => username) ?? [],
    online: found?.members.filter(({ presence }) => presence !== 'offline').map(({ username }) => username) ?? [],
    deleted: event.deleted,
  };
};
