import type { Fields } from './fields.ts';

const conversation = ['room?', 'from?', 'roomId', 'entry'] as const;

/** The events of the headless peer and their fields, as in `Fields`. docs/headless.md explains them. */
export const eventFields = {
  ready: ['version', 'listen', 'role'],
  tracker: ['state'],
  message: [...conversation, 'author', 'identity', 'device', 'at', 'content', 'replyTo?', 'late', 'own', 'through?'],
  edited: [...conversation, 'author', 'at', 'content'],
  deleted: [...conversation, 'by'],
  reacted: [...conversation, 'user', 'emoji', 'on'],
  delivery: ['roomId', 'entry', 'delivered', 'read'],
  room: ['room', 'roomId', 'members', 'online', 'deleted'],
  peer: ['user', 'presence'],
  link: ['user', 'device', 'route', 'up'],
  warning: ['code', 'msg', 'offBy?', 'user?', 'identities?', 'other?', 'identity?'],
} as const;

type EventName = keyof typeof eventFields;

export type EventLine = {
  [Name in EventName]: { readonly event: Name } & Fields<(typeof eventFields)[Name][number]>;
}[EventName];
