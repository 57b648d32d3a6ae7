import { expect, test } from 'vitest';
import { Emitter, silentLogger } from '../../../../common/base/index.ts';
import type { Snapshot } from '../../../../common/protocol/view/index.ts';
import { ChatServiceHolder } from '../../../../src/vscode/chat-service-holder.ts';
import { ConversationFeed } from '../../../../src/vscode/webview-host/conversation-feed.ts';
import { pageRows } from '../../../../src/vscode/webview-host/read-history.ts';
import { Drafts } from '../../../../src/vscode/webview-host/drafts.ts';
import { RecentEmoji } from '../../../../src/vscode/webview-host/recent-emoji.ts';
import { Unsent } from '../../../../src/vscode/webview-host/unsent.ts';
import { aConversation, aRow, aState, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { FakePreferences, feedRig, memory } from '../../../support/feed-rig.ts';
import { named } from '../../../support/named.ts';

const room = roomKey(1);

test('a page that is ready gets the conversation, its draft and the newest rows', async () => {
  const { drafts, feed, snapshots } = await feedRig(pageRows + 5);
  await drafts.set(me, room, 'half a sen');
  await feed.ready();
  const [snapshot] = snapshots;
  expect(snapshot).toMatchObject({ version: 1, rev: 1, screen: 'chat', draft: 'half a sen', hasOlder: true });
  expect(snapshot?.rows.length).toBe(pageRows);
  expect(snapshot?.rows.at(-1)?.id).toBe(entryId(pageRows + 5));
  expect(snapshot?.header?.name).toBe('room 1');
});

test('rows of one turn go out together, in order, numbered without a gap', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  chat.receive(room, aRow(9));
  chat.receive(room, aRow(8));
  chat.receive(roomKey(2), aRow(7));
  await turn();
  chat.receive(room, aRow(10));
  await turn();
  expect(deltas.map((one) => [one.rev, one.rows?.map((row) => row.id)])).toEqual([
    [2, [entryId(8), entryId(9)]],
    [3, [entryId(10)]],
  ]);
});

test('what did not change is not sent again', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  chat.set({ people: [] });
  await turn();
  expect(deltas).toEqual([]);
  chat.set({ conversations: [aConversation(1, { links: 1 }), aConversation(2)] });
  await turn();
  expect(Object.keys(deltas[0] ?? {})).toEqual(['rev', 'header']);
});

test('a changed setting reaches a page that is open, and that part alone', async () => {
  const { preferences, feed, snapshots, deltas, turn } = await feedRig();
  preferences.change({ density: 'compact' });
  await feed.ready();
  expect(snapshots[0]?.appearance.density).toBe('compact');
  preferences.change({});
  await turn();
  preferences.change({ fontSize: 20 });
  await turn();
  expect(deltas).toEqual([{ rev: 2, appearance: { ...preferences.appearance, fontSize: 20 } }]);
});

test('a row that comes while the history is read is in the snapshot once', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig();
  const reading = feed.ready();
  chat.receive(room, aRow(4));
  await reading;
  await turn();
  expect(snapshots[0]?.rows.map((row) => row.id)).toEqual([1, 2, 3, 4].map(entryId));
  expect(deltas).toEqual([]);
});

test('a delivery mark comes as a new version of my row', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  const sent = await feed.send({ room, content: 'hello' });
  feed.add(room, sent);
  await turn();
  chat.tell({
    type: 'delivery',
    room,
    entry: entryId(Number.parseInt(sent.id, 16)),
    delivery: { n: 1, m: 1, users: [named('bia')] },
  });
  await turn();
  expect(deltas.at(-1)?.rows).toEqual([{ ...sent, delivery: { n: 1, m: 1, users: [named('bia')] } }]);
});

test('a hidden page is told nothing and asks anew when it is back', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig();
  await feed.ready();
  feed.suspend();
  chat.receive(room, aRow(4));
  await turn();
  expect(deltas).toEqual([]);
  await feed.ready();
  expect(snapshots.map((one) => [one.rev, one.rows.length])).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('another screen is a new snapshot: signed out, then another conversation', async () => {
  const { chat, feed, snapshots, turn } = await feedRig();
  await feed.ready();
  await chat.signOut({});
  await turn();
  expect(snapshots.at(-1)).toMatchObject({ screen: 'signIn', rows: [] });
  chat.set(aState({ conversations: [aConversation(2)] }));
  await turn();
  expect(snapshots.at(-1)?.screen).toBe('pick');
  await feed.show(roomKey(2));
  expect(snapshots.at(-1)).toMatchObject({ screen: 'chat', header: { name: 'room 2' } });
});

test('more rows at once than a page shows are a new snapshot', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig();
  await feed.ready();
  for (let n = 10; n <= pageRows + 10; n++) chat.receive(room, aRow(n));
  await turn();
  expect(deltas).toEqual([]);
  expect(snapshots.at(-1)?.rows.length).toBe(pageRows);
});

test('a page before anybody was set up says so, and nothing is opened for it', async () => {
  const holder = new ChatServiceHolder(
    () => expect.fail('opened'),
    () => expect.fail(),
  );
  holder.setConfigured(false);
  const snapshots: Snapshot[] = [];
  const page = { snapshot: (one: Snapshot) => snapshots.push(one), delta: () => expect.fail() };
  const preferences = new FakePreferences();
  const drafts = new Drafts(memory());
  const unsent = new Unsent(memory(), () => undefined);
  const recentEmoji = new RecentEmoji(memory());
  const kept = { drafts, unsent, recentEmoji, deletions: { of: () => [], onDidChange: new Emitter<void>().event } };
  const options = { holder, ...kept, preferences, logger: silentLogger, language: 'pt-br', soon: () => {}, page };
  await new ConversationFeed({ ...options, strings: { a: 'b' } }, undefined).ready();
  expect(snapshots).toEqual([
    {
      version: 1,
      rev: 1,
      screen: 'setUp',
      conversations: [],
      disk: 'ok',
      namesakes: [],
      rows: [],
      hasOlder: false,
      appearance: preferences.appearance,
      draft: '',
      language: 'pt-br',
      strings: { a: 'b' },
    },
  ]);
});

test('a muted conversation is marked as such, in its header and in the list', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig();
  await feed.ready();
  expect([snapshots[0]?.header?.muted, snapshots[0]?.conversations.map((one) => one.muted)]).toEqual([
    false,
    [false, false],
  ]);
  await chat.mute({ room, muted: true });
  await turn();
  expect([deltas[0]?.header?.muted, deltas[0]?.conversations?.map((one) => one.muted)]).toEqual([true, [true, false]]);
});

test('the last words of somebody who signs out are kept as theirs', async () => {
  const { chat, drafts, feed, turn } = await feedRig();
  await feed.ready();
  await chat.signOut({});
  await turn();
  await feed.draft(room, 'not yet fin');
  expect(drafts.get(me, room)).toBe('not yet fin');
});
