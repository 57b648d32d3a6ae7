import type { MessageParticipant } from 'vscode-messenger-common';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import type { EntryId, RoomKey } from '../../../common/model/index.ts';
import * as view from '../../../common/protocol/view/index.ts';
import { ConversationFeed } from './conversation-feed.ts';
import { PageCalls } from './page-calls.ts';
import { pageHandlers } from './page-handlers.ts';
import { PageLoad } from './page-load.ts';
import type { PageEvents, FocusTarget, PageServices, Surface } from './page-services.ts';
import { ShownRooms } from './shown-rooms.ts';

/** The conversation may be a moment away: it is being opened, or was joined just now. */
const pendingScreens: ReadonlySet<view.Screen> = new Set(['loading', 'pick']);

/** One webview on the wire: what it says goes to its handlers, what it is told comes from its feed. */
export class ChatPage implements Disposable {
  readonly feed: ConversationFeed;
  readonly #services: PageServices;
  readonly #participant: MessageParticipant;
  readonly #shown = new ShownRooms(() => this.feed.room);
  readonly #surface: Surface;
  readonly #load: PageLoad;
  readonly #owned = new DisposableStore();
  #pendingReveal: { readonly room: RoomKey | undefined; readonly entry: EntryId | undefined } | undefined;

  constructor(
    services: PageServices,
    participant: MessageParticipant,
    room: RoomKey | undefined,
    surface: Surface,
    events: PageEvents,
  ) {
    this.#services = services;
    this.#participant = participant;
    const { content, previews, ...shared } = services;
    this.feed = this.#owned.add(
      new ConversationFeed(
        {
          ...shared,
          // only a page that can go to another conversation has a list of them
          ...(events.open && previews && { previews }),
          canInsert: () => content.canInsert,
          soon: (run) => void setImmediate(run),
          page: {
            snapshot: (snapshot) => this.#sendSnapshot(snapshot),
            delta: (delta) => services.messenger.sendNotification(view.delta, participant, delta),
          },
        },
        room,
      ),
    );
    this.#surface = surface;
    const { clock, logger } = services;
    this.#load = this.#owned.add(new PageLoad({ clock, logger, ...surface }));
    const handlers = pageHandlers({
      services,
      feed: this.feed,
      events,
      isVisible: surface.isVisible,
      onReady: () => this.#load.ready(),
    });
    this.#listen(new PageCalls({ services, shown: this.#shown, handlers }));
  }

  /** For the first time: whoever listens to the webview does so by now. */
  load(): void {
    this.#load.start();
  }

  /** Perhaps. */
  visibilityChanged(): void {
    if (!this.#surface.isVisible()) this.feed.suspend();
    this.#load.visibilityChanged();
  }

  /** Puts the focus on a message, or without one into the composer: now, or once the conversation is there. */
  focusOn(entry?: EntryId): void {
    this.#pendingReveal = { room: this.feed.room, entry };
    if (this.feed.live) this.#applyReveal();
  }

  /** Only where the conversation is there. */
  focusPart(part: FocusTarget): void {
    if (part === 'composer') this.focusOn();
    else if (this.feed.live) this.#services.messenger.sendNotification(view.focusMessages, this.#participant);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #listen(calls: PageCalls): void {
    const { messenger, content, windowFocus, preferences } = this.#services;
    const sender = { sender: this.#participant };
    this.#owned.add(messenger.onRequest(view.request, (raw) => calls.answer(raw), sender));
    this.#owned.add(messenger.onNotification(view.notification, async (raw) => void (await calls.answer(raw)), sender));
    this.#owned.add(windowFocus.onDidChange(() => this.#sendWindowFocus()));
    this.#owned.add(content.onDidTrust(() => void this.feed.refresh()));
    let { readReceipts } = preferences;
    const receiptsChanged = (): void => {
      if (preferences.readReceipts === readReceipts) return;
      ({ readReceipts } = preferences);
      void this.feed.refresh();
    };
    this.#owned.add(preferences.onDidChange(receiptsChanged));
  }

  #sendSnapshot(snapshot: view.Snapshot): void {
    if (this.feed.room !== undefined) this.#shown.add(this.feed.room);
    this.#services.messenger.sendNotification(view.snapshot, this.#participant, snapshot);
    this.#sendWindowFocus();
    if (snapshot.screen === 'chat') this.#applyReveal();
    else if (!pendingScreens.has(snapshot.screen)) this.#pendingReveal = undefined;
  }

  /** Once: the focus never comes later by surprise. */
  #applyReveal(): void {
    const wish = this.#pendingReveal;
    this.#pendingReveal = undefined;
    if (wish === undefined || wish.room !== this.feed.room) return;
    const { messenger } = this.#services;
    const { entry } = wish;
    if (entry === undefined) messenger.sendNotification(view.focusComposer, this.#participant);
    else messenger.sendNotification(view.reveal, this.#participant, { entry });
  }

  #sendWindowFocus(): void {
    const { messenger, windowFocus } = this.#services;
    if (this.feed.live)
      messenger.sendNotification(view.windowFocus, this.#participant, { focused: windowFocus.focused });
  }
}
