import { Emitter, silentLogger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import type { Target } from '../../src/vscode/commands/command-context.ts';
import { ChatPage } from '../../src/vscode/webview-host/chat-page.ts';
import { Drafts } from '../../src/vscode/webview-host/drafts.ts';
import { RecentEmoji } from '../../src/vscode/webview-host/recent-emoji.ts';
import { Unsent } from '../../src/vscode/webview-host/unsent.ts';
import { roomKey } from './chat-samples.ts';
import { FakeMessenger } from './fake-messenger.ts';
import { aChat, anOpenHolder, deletionsOf, FakePreferences, memory } from './feed-rig.ts';
import { ManualClock } from './manual-clock.ts';

/** The host's half of a page of the first of two conversations. */
export const pageRig = async (start: RoomKey | undefined = roomKey(1)) => {
  const chat = aChat(3);
  const wire = new FakeMessenger();
  const ran: [string, Target][] = [];
  const copied: string[] = [];
  const statuses: string[] = [];
  const logged: string[] = [];
  const windowFocus = { focused: true, onDidChange: new Emitter<void>().event };
  const preferences = new FakePreferences();
  const drafts = new Drafts(memory());
  const holder = await anOpenHolder(chat);
  const clock = new ManualClock();
  const deletions = deletionsOf(holder, clock);
  const unsent = new Unsent(memory(), () => holder.service?.state.account?.identity);
  const surface = {
    visible: true,
    fills: 0,
    isVisible: () => surface.visible,
    fill: async () => void surface.fills++,
  };
  const page = new ChatPage(
    {
      messenger: wire.messenger,
      clock,
      holder,
      deletions,
      drafts,
      unsent,
      recentEmoji: new RecentEmoji(memory()),
      preferences,
      logger: { ...silentLogger, log: (level, message) => logged.push(`${level} ${message}`) },
      language: 'en',
      windowFocus,
      content: {
        canInsert: false,
        onDidTrust: () => ({ dispose: () => {} }),
        copy: async (text) => void copied.push(text),
        insertCode: async () => {},
        openLink: async () => {},
      },
      setStatus: async (status) => void statuses.push(status),
      run: (command, target) => ran.push([command, target]),
      link: (one, entry) => `link ${one} ${entry ?? ''}`,
      onUserActivity: () => {},
      addOwnRow: () => {},
    },
    { type: 'webview', webviewType: 'test' },
    start,
    surface,
    { focus: () => {}, open: (next) => void page.feed.show(next) },
  );
  return { chat, clock, surface, wire, page, ran, copied, statuses, logged, preferences, drafts, unsent, deletions };
};
