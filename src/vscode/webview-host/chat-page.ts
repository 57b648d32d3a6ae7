import type { MessageParticipant } from 'vscode-messenger-common';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import type { EntryId, RoomKey } from '../../../common/model/index.ts';
import * as view from '../../../common/protocol/view/index.ts';
import { ConversationFeed } from './conversation-feed.ts';
import { PageCalls } from './page-calls.ts';
import { pageHandlers } from './page-handlers.ts';
import type { PageEvents, PagePart, PageTools } from './page-tools.ts';
import { ShownRooms } from './shown-rooms.ts';

/** The conversation may be a moment away: it is being opened, or was joined just now. */
const onTheWay: ReadonlySet<view.Screen> = new Set(['loading', 'pick']);

/** One webview on the wire: what it says goes to its handlers, what it is told comes from its feed. */
export class ChatPage implements Disposable {
  readonly feed: ConversationFeed;
  readonly #tools: PageTools;
  readonly #participant: MessageParticipant;
  readonly #shown = new ShownRooms(() => this.feed.room);
  readonly #owned = new DisposableStore();
  #wish: { readonly room: RoomKey | undefined; readonly entry: EntryId | undefined } | undefined;

  constructor(
    tools: PageTools,
    participant: MessageParticipant,
    room: RoomKey | undefined,
    visible: () => boolean,
    events: PageEvents,
  ) {
    this.#tools = tools;
    this.#participant = participant;
    const { content, previews, ...shared } = tools;
    this.feed = this.#owned.add(
      new ConversationFeed(
        {
          ...shared,
          // only a page that can go to another conversation has a list of them
          ...(events.open && previews && { previews }),
          canInsert: () => content.canInsert,
          soon: (run) => void setImmediate(run),
          page: {
            snapshot: (snapshot) => this.#tell(snapshot),
            delta: (delta) => tools.messenger.sendNotification(view.delta, participant, delta),
          },
        },
        room,
      ),
    );
    const handlers = pageHandlers({ tools, feed: this.feed, events, visible });
    this.#listen(new PageCalls({ tools, shown: this.#shown, handlers }));
  }

  /** Puts the focus on a message, or without one into the composer: now, or once the conversation is there. */
  focusOn(entry?: EntryId): void {
    this.#wish = { room: this.feed.room, entry };
    if (this.feed.live) this.#fulfil();
  }

  /** Only where the conversation is there. */
  focusPart(part: PagePart): void {
    if (part === 'composer') this.focusOn();
    else if (this.feed.live) this.#tools.messenger.sendNotification(view.focusMessages, this.#participant);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #listen(calls: PageCalls): void {
    const { messenger, content, attention, preferences } = this.#tools;
    const sender = { sender: this.#participant };
    this.#owned.add(messenger.onRequest(view.call, (raw) => calls.answer(raw), sender));
    this.#owned.add(messenger.onNotification(view.tell, async (raw) => void (await calls.answer(raw)), sender));
    this.#owned.add(attention.onDidChange(() => this.#tellAttention()));
    this.#owned.add(content.onDidTrust(() => void this.feed.refresh()));
    let { readReceipts } = preferences;
    const receiptsChanged = (): void => {
      if (preferences.readReceipts === readReceipts) return;
      ({ readReceipts } = preferences);
      void this.feed.refresh();
    };
    this.#owned.add(preferences.onDidChange(receiptsChanged));
  }

  #tell(snapshot: view.Snapshot): void {
    if (this.feed.room !== undefined) this.#shown.give(this.feed.room);
    this.#tools.messenger.sendNotification(view.snapshot, this.#participant, snapshot);
    this.#tellAttention();
    if (snapshot.screen === 'chat') this.#fulfil();
    else if (!onTheWay.has(snapshot.screen)) this.#wish = undefined;
  }

  /** Once: the focus never comes later by surprise. */
  #fulfil(): void {
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish === undefined || wish.room !== this.feed.room) return;
    const { messenger } = this.#tools;
    const { entry } = wish;
    if (entry === undefined) messenger.sendNotification(view.focusComposer, this.#participant);
    else messenger.sendNotification(view.reveal, this.#participant, { entry });
  }

  #tellAttention(): void {
    const { messenger, attention } = this.#tools;
    if (this.feed.live) messenger.sendNotification(view.attention, this.#participant, { focused: attention.focused });
  }
}
