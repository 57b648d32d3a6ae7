import type { Appearance, Snapshot } from '../../../common/protocol/view/index.ts';
import {
  appearance,
  ana,
  bruno,
  carla,
  connected,
  diego,
  group,
  minute,
  noon,
  row,
} from '../../support/view-samples.ts';
import {
  answering,
  editing,
  editFailed,
  choosingDay,
  completing,
  deliveryOpen,
  emojiOpen,
  failed,
  finding,
  helped,
  inThePast,
  listFocused,
  membersOpen,
  menuOpen,
  missing,
  newest,
  picking,
  pillFocused,
  refused,
  roomMenuOpen,
  scrolledUp,
  typing,
} from './arrange.ts';
import { drawn, withChat, type Chat, type PageOptions } from './browser.ts';
import { languages, type Language } from './languages.ts';
import { hardScenes } from './scenes-hard.ts';
import { past, states } from './states.ts';

/** One look of the page that has a name: what the host says, how wide it is, and what the person has done. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly options?: PageOptions;
  /** By keys and classes, so that it works in both languages. */
  readonly arrange?: (chat: Chat) => Promise<void>;
}

const look = (more: Partial<Appearance>): Snapshot => ({ ...states.room, appearance: { ...appearance, ...more } });
const side = (width: number): PageOptions => ({ kind: 'view', width });

const crowd: Snapshot = {
  ...states.room,
  header: {
    ...group,
    muted: true,
    members: group.members.map((one, n) => ({
      ...one,
      presence: (['online', 'online', 'away', 'dnd'] as const)[n] ?? 'offline',
    })),
    links: 1,
  },
  rows: [ana, bruno, carla, diego].map((who, n) => row(who, `One of each color, ${n}.`, noon + n * 10 * minute)),
};

const quiet: Snapshot = {
  ...states.pick,
  conversations: states.pick.conversations.map((one, n) => ({ ...one, mentions: n === 1 ? 2 : 0, muted: n === 3 })),
};

/** Every state that is worth a look. Each is drawn, searched for barriers, and can be kept as a picture. */
export const scenes = {
  loading: { snapshot: states.loading },
  'edited, deleted, reacted to': { snapshot: states.amended },
  'a reaction, pressed': { snapshot: states.amended, arrange: pillFocused },
  'a reaction, pressed, 240 wide': { snapshot: states.amended, options: side(240), arrange: pillFocused },
  'about to be deleted': { snapshot: states.deleting, arrange: (chat) => newest(chat).focus() },
  'about to be deleted, 240 wide': {
    snapshot: states.deleting,
    options: side(240),
    arrange: (chat) => newest(chat).focus(),
  },
  'editing a message': { snapshot: states.amended, arrange: editing },
  'editing a message, 240 wide': { snapshot: states.amended, options: side(240), arrange: editing },
  'an edit that failed': { snapshot: states.amended, options: { changing: 'DISK_FULL' }, arrange: editFailed },
  'an edit that failed, 200 wide': {
    snapshot: states.amended,
    options: { ...side(200), changing: 'DISK_FULL' },
    arrange: editFailed,
  },
  'choosing a reaction': { snapshot: states.amended, arrange: picking('') },
  'choosing a reaction, 240 wide': { snapshot: states.amended, options: side(240), arrange: picking('cat') },
  'choosing a reaction, 200 wide': { snapshot: states.amended, options: side(200), arrange: picking('qqq') },
  'first run': { snapshot: states.setUp },
  'sign in': { snapshot: states.signIn },
  'another window': { snapshot: states.otherWindow },
  'not connected': { snapshot: states.notConnected },
  'data of a newer version': { snapshot: states.newerData, options: side(240) },
  'another account': { snapshot: states.pick },
  'empty room': { snapshot: { ...states.empty, connection: { ...connected, team: ['192.168.1.20:6060'] } } },
  'empty room, 170 wide': {
    snapshot: { ...states.empty, connection: { ...connected, team: ['192.168.1.20:6060'] } },
    options: side(170),
  },
  'empty room, tracker of this computer, 170 wide': {
    snapshot: { ...states.empty, connection: { ...connected, team: [] } },
    options: side(170),
  },
  'busy room': { snapshot: states.room },
  'busy room, 170 wide': { snapshot: { ...states.room, conversations: states.pick.conversations }, options: side(170) },
  'plain link to the tracker': {
    snapshot: { ...states.room, connection: { ...connected, address: '192.168.1.20:6060', loopback: false } },
  },
  'direct, 240 wide': { snapshot: states.direct, options: side(240) },
  'all kinds of markup': { snapshot: states.rich },
  'two people of one name': { snapshot: states.namesakes },
  'calls and answers, typing': { snapshot: states.calls, arrange: typing },
  'tools of a message': { snapshot: states.calls, arrange: (chat) => newest(chat).focus() },
  'menu of a message': { snapshot: states.calls, arrange: menuOpen },
  'who has a message': { snapshot: states.calls, arrange: deliveryOpen },
  'menu of a room': { snapshot: states.calls, arrange: roomMenuOpen },
  'calls and answers, 240 wide': { snapshot: states.calls, options: side(240), arrange: menuOpen },
  'calls and answers, 200 wide': { snapshot: states.calls, options: side(200), arrange: deliveryOpen },
  'scrolled up': {
    snapshot: { ...states.room, rows: [...states.rich.rows, ...states.room.rows] },
    arrange: scrolledUp,
  },
  'unread begins here': { snapshot: states.unread },
  'unread begins here, 200 wide': { snapshot: states.unread, options: side(200) },
  'unread above': { snapshot: states.unreadAbove },
  'unread above, 200 wide': { snapshot: states.unreadAbove, options: side(200) },
  finding: { snapshot: states.room, options: { whole: states.room.rows }, arrange: finding('the') },
  'nothing found, 200 wide': { snapshot: states.room, options: side(200), arrange: finding('nowhere') },
  'choosing a day': { snapshot: states.room, arrange: choosingDay },
  'choosing a day, 200 wide': { snapshot: states.room, options: side(200), arrange: choosingDay },
  'late, missing, ahead': { snapshot: states.disorder },
  'late, missing, ahead, 240 wide': { snapshot: states.disorder, options: side(240) },
  'in the past': { snapshot: states.long, options: { whole: past }, arrange: inThePast },
  'in the past, 170 wide': { snapshot: states.long, options: { ...side(170), whole: past }, arrange: inThePast },
  'not here': { snapshot: states.room, arrange: missing },
  answering: { snapshot: states.calls, arrange: answering },
  'completing a name': { snapshot: states.calls, arrange: completing('@') },
  'completing an emoji': { snapshot: states.calls, arrange: completing('Done :sm') },
  'completing a command': { snapshot: states.calls, options: side(240), arrange: completing('/') },
  'choosing an emoji, 200 wide': { snapshot: states.calls, options: side(200), arrange: emojiOpen },
  'commands and keys': { snapshot: states.calls, options: { height: 1000 }, arrange: helped },
  'an unknown command, 200 wide': { snapshot: states.calls, options: side(200), arrange: refused },
  'members open': { snapshot: crowd, arrange: membersOpen },
  'failed message': { snapshot: states.room, options: { sending: 'DISK_FULL' }, arrange: failed },
  waiting: { snapshot: states.trouble },
  offline: { snapshot: states.offline },
  'offline by choice': {
    snapshot: { ...states.offline, connection: { ...connected, state: 'offline', chosen: true } },
  },
  'full disk': { snapshot: { ...states.room, disk: 'full' } },
  'failing disk, 200 wide': { snapshot: { ...states.trouble, disk: 'failing' }, options: side(200) },
  'closed room': { snapshot: states.closed },
  'closed room, 240 wide': { snapshot: states.closed, options: side(240) },
  'read by many': { snapshot: states.readByMany, arrange: (chat) => chat.page.locator('.msg').first().hover() },
  'read by many, 240 wide': { snapshot: states.readByMany, options: side(240) },
  'direct, partner away': { snapshot: states.direct },
  'side bar, nothing yet': { snapshot: states.pickNone, options: side(300) },
  'side bar, list': { snapshot: quiet, options: side(300) },
  'side bar, list, 240 wide': { snapshot: quiet, options: side(240), arrange: listFocused },
  'side bar, list, 170 wide': { snapshot: quiet, options: side(170) },
  'side bar, list, wide': { snapshot: quiet, options: side(640) },
  'room that I left': { snapshot: states.left, options: side(240) },
  'side bar, 240 wide': { snapshot: states.room, options: side(240) },
  'side bar, 200 wide': { snapshot: states.trouble, options: side(200) },
  compact: { snapshot: look({ density: 'compact' }) },
  'large font': { snapshot: look({ fontSize: 20 }) },
  'twice the size, 200 wide': {
    snapshot: { ...states.calls, appearance: { ...appearance, fontSize: 26 } },
    options: side(200),
  },
  crowd: { snapshot: crowd, options: { width: 1040 } },
  ...hardScenes,
} satisfies Record<string, Scene>;

/** Opens a page, brings it into the state, in which it then stays, and uses it. */
export const withScene = (
  { snapshot: state, options = {}, arrange }: Scene,
  language: Language,
  use: (chat: Chat) => Promise<void>,
): Promise<void> =>
  withChat({ ...state, ...languages[language] }, options, async (chat) => {
    await drawn(chat.page);
    await arrange?.(chat);
    await chat.page.evaluate(() => probes.stopTime());
    await drawn(chat.page);
    await use(chat);
  });
