import { expect } from 'vitest';
import { Emitter, silentLogger, type Clock } from '../../common/base/index.ts';
import type { Appearance, Delta, Snapshot } from '../../common/protocol/view/index.ts';
import { ChatServiceHolder } from '../../src/vscode/chat-service-holder.ts';
import { ConversationFeed } from '../../src/vscode/webview-host/conversation-feed.ts';
import { Deletions } from '../../src/vscode/webview-host/deletions.ts';
import { Drafts } from '../../src/vscode/webview-host/drafts.ts';
import { RecentEmoji } from '../../src/vscode/webview-host/recent-emoji.ts';
import { Unsent } from '../../src/vscode/webview-host/unsent.ts';
import { aConversation, aRow, aState, roomKey } from './chat-samples.ts';
import { fakeChat, type FakeChat } from './fake-chat.ts';
import { ManualClock } from './manual-clock.ts';

/** The part of the editor's Memento that is used. */
export const memory = () => {
  const values = new Map<string, unknown>();
  return {
    get: (key: string): unknown => values.get(key),
    update: async (key: string, value: unknown): Promise<void> => void values.set(key, value),
  };
};

export class FakePreferences {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  appearance: Appearance = { fontSize: 0, density: 'comfortable', timeFormat: 'auto', sendKey: 'enter' };
  sendTyping = true;
  readReceipts = true;

  change(change: Partial<Appearance>): void {
    this.appearance = { ...this.appearance, ...change };
    this.#changed.fire();
  }
}

export const anOpenHolder = async (chat: FakeChat): Promise<ChatServiceHolder> => {
  const holder = new ChatServiceHolder(
    async () => chat,
    (error) => expect.fail(String(error)),
  );
  await holder.open();
  return holder;
};

/** A chat of somebody in two conversations, with as many rows in the first. */
export const aChat = (rows: number): FakeChat => {
  const chat = fakeChat(aState({ conversations: [aConversation(1), aConversation(2)] }));
  chat.rows.set(
    roomKey(1),
    Array.from({ length: rows }, (_, n) => aRow(n + 1)),
  );
  return chat;
};

/** Those of one window; whoever is asked says yes. */
export const deletionsOf = (
  holder: ChatServiceHolder,
  clock: Clock,
  asked: string[] = [],
  failures: unknown[] = [],
): Deletions =>
  new Deletions({
    holder,
    clock,
    confirm: async (author) => asked.push(author) > 0,
    onError: (error) => void failures.push(error),
  });

/** A page of the first of two conversations, and the service behind it. */
export const feedRig = async (rows = 3) => {
  const chat = aChat(rows);
  const holder = await anOpenHolder(chat);
  const snapshots: Snapshot[] = [];
  const deltas: Delta[] = [];
  const waiting: (() => void)[] = [];
  const drafts = new Drafts(memory());
  const unsent = new Unsent(memory(), () => holder.service?.state.account?.identity);
  const clock = new ManualClock();
  const asked: string[] = [];
  const failures: unknown[] = [];
  const deletions = deletionsOf(holder, clock, asked, failures);
  const preferences = new FakePreferences();
  const feed = new ConversationFeed(
    {
      holder,
      drafts,
      unsent,
      recentEmoji: new RecentEmoji(memory()),
      deletions,
      preferences,
      logger: silentLogger,
      // a page with a list, in which nothing has been written
      previews: { of: () => undefined, onDidChange: new Emitter<void>().event },
      language: 'en',
      soon: (run) => waiting.push(run),
      page: { snapshot: (one) => snapshots.push(one), delta: (one) => deltas.push(one) },
    },
    roomKey(1),
  );
  /** What is to happen soon happens, and what follows from it. */
  const turn = async (): Promise<void> => {
    do {
      for (const run of waiting.splice(0)) run();
      await new Promise(setImmediate);
    } while (waiting.length > 0);
  };
  return {
    chat,
    holder,
    clock,
    asked,
    failures,
    deletions,
    drafts,
    unsent,
    preferences,
    feed,
    snapshots,
    deltas,
    turn,
  };
};
