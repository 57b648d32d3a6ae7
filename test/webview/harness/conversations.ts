import type { Who } from '../../../common/model/index.ts';
import type { Preview, Snapshot } from '../../../common/protocol/view/index.ts';
import { ana, bruno, carla, diego, group, minute, noon } from '../../support/view-samples.ts';

const yesterday = noon - 24 * 60 * minute;

const preview = (who: Who, text: string, at: number): Preview => ({
  author: who.username,
  own: who === ana,
  at,
  text,
});

/** Everything that a line of the list may say. */
export const conversations: Snapshot['conversations'] = [
  {
    room: group.room,
    kind: 'group',
    name: 'link-layer',
    unread: 0,
    mentions: 0,
    muted: false,
    pinned: true,
    last: preview(bruno, 'Two sleeps, one redial each. It holds.', noon - 4 * minute),
  },
  {
    room: '3'.repeat(64),
    kind: 'group',
    name: 'parser-rewrite',
    unread: 3,
    mentions: 0,
    muted: false,
    last: preview(carla, 'Rebased on main, all green. Please have another look when you can.', noon - 9 * minute),
  },
  {
    room: '2'.repeat(64),
    kind: 'direct',
    name: 'Bruno Sato',
    unread: 0,
    mentions: 0,
    muted: false,
    other: { ...bruno, presence: 'online', owner: false },
    last: preview(ana, 'Lunch at noon?', yesterday),
  },
  {
    room: '4'.repeat(64),
    kind: 'group',
    name: 'a-room-whose-name-is-rather-long-for-a-sidebar',
    unread: 120,
    mentions: 0,
    muted: false,
    last: preview(diego, 'https://example.org/a/very/long/address/that/nobody/reads/to/its/end', yesterday - minute),
  },
  {
    room: '5'.repeat(64),
    kind: 'direct',
    name: 'Carla Pires',
    unread: 1,
    mentions: 0,
    muted: false,
    other: { ...carla, presence: 'dnd', owner: false },
    last: { ...preview(carla, '', yesterday - 2 * minute), deleted: true },
  },
  { room: '6'.repeat(64), kind: 'group', name: 'fresh', unread: 0, mentions: 0, muted: false },
  { room: '7'.repeat(64), kind: 'group', name: 'last year', unread: 0, mentions: 0, muted: false, readOnly: 'closed' },
  { room: '8'.repeat(64), kind: 'group', name: 'elsewhere', unread: 0, mentions: 0, muted: false, readOnly: 'left' },
];
