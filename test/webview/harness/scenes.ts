import type { Appearance, Snapshot } from '../../../common/protocol/view/index.ts';
import { appearance, ana, bruno, carla, diego, group, minute, noon, row } from '../../support/view-samples.ts';
import { drawn, withChat, type Chat, type PageOptions } from './browser.ts';
import { languages, type Language } from './languages.ts';
import { states } from './states.ts';

/** One look of the page that has a name: what the host says, how wide it is, and what the person has done. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly options?: PageOptions;
  /** By keys and classes, so that it works in both languages. */
  readonly arrange?: (chat: Chat) => Promise<void>;
}

const look = (more: Partial<Appearance>): Snapshot => ({ ...states.room, appearance: { ...appearance, ...more } });
const side = (width: number): PageOptions => ({ kind: 'view', width });

const membersOpen = async ({ page }: Chat): Promise<void> => {
  await page.locator('button.members').press('Enter');
  await page.locator('.people').waitFor();
};

const typing = async ({ page }: Chat): Promise<void> => {
  await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev: 2, typing: [bruno, carla] });
  await page.locator('.dots').waitFor();
};

const newest = ({ page }: Chat) => page.locator('article').last();
const menuOpen = async (chat: Chat): Promise<void> => {
  await newest(chat).press('Shift+F10');
  await chat.page.locator('[role=menu]').waitFor();
};
const deliveryOpen = async (chat: Chat): Promise<void> => {
  await menuOpen(chat);
  await chat.page.keyboard.press('End');
  await chat.page.keyboard.press('Enter');
  await chat.page.locator('.details').waitFor();
};
const roomMenuOpen = async ({ page }: Chat): Promise<void> => {
  await page.locator('button.more').press('Enter');
  await page.locator('[role=menu]').waitFor();
};

const failed = async ({ page }: Chat): Promise<void> => {
  await page.evaluate(() => fakeHost.focusComposer());
  await page.keyboard.type('The capture from last night is in captures/.');
  await page.keyboard.press('Enter');
  await page.locator('.failed').waitFor();
};

const scrolledUp = async ({ page }: Chat): Promise<void> => {
  await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
  await drawn(page);
  const rows = [row(bruno, 'And another thing.', noon + 60 * minute), row(carla, 'Two, even.', noon + 61 * minute)];
  await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev: 2, rows });
  await page.locator('.jump').waitFor();
};

const crowd: Snapshot = {
  ...states.room,
  header: { ...group, members: [...group.members], links: 1 },
  rows: [ana, bruno, carla, diego].map((who, n) => row(who, `One of each colour, ${n}.`, noon + n * 10 * minute)),
};

/** Every state that is worth a look. Each is drawn, searched for barriers, and can be kept as a picture. */
export const scenes = {
  loading: { snapshot: states.loading },
  'first run': { snapshot: states.setUp },
  'sign in': { snapshot: states.signIn },
  'another window': { snapshot: states.otherWindow },
  'another account': { snapshot: states.pick },
  'empty room': { snapshot: states.empty },
  'busy room': { snapshot: states.room },
  'all kinds of markup': { snapshot: states.rich },
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
  'members open': { snapshot: states.room, arrange: membersOpen },
  'failed message': { snapshot: states.room, options: { sending: 'DISK_FULL' }, arrange: failed },
  waiting: { snapshot: states.trouble },
  offline: { snapshot: states.offline },
  'closed room': { snapshot: states.closed },
  'direct, partner away': { snapshot: states.direct },
  'side bar, nothing yet': { snapshot: states.pickNone, options: side(300) },
  'side bar, list': { snapshot: states.pick, options: side(300) },
  'side bar, 240 wide': { snapshot: states.room, options: side(240) },
  'side bar, 200 wide': { snapshot: states.trouble, options: side(200) },
  compact: { snapshot: look({ density: 'compact' }) },
  'large font': { snapshot: look({ fontSize: 20 }) },
  crowd: { snapshot: crowd, options: { width: 1040 } },
} satisfies Record<string, Scene>;

/** Opens a page, brings it into the state, and uses it. */
export const withScene = (
  { snapshot: state, options = {}, arrange }: Scene,
  language: Language,
  use: (chat: Chat) => Promise<void>,
): Promise<void> =>
  withChat({ ...state, ...languages[language] }, options, async (chat) => {
    await drawn(chat.page);
    await arrange?.(chat);
    await drawn(chat.page);
    await use(chat);
  });
