import type * as z from 'zod';
import type { Messenger } from 'vscode-messenger';
import type { MessageParticipant, NotificationType } from 'vscode-messenger-common';
import { AppError, DisposableStore, type Disposable, type Event } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../../common/model/index.ts';
import * as decode from '../../../common/protocol/view/decode.ts';
import * as view from '../../../common/protocol/view/index.ts';
import type { Target } from '../commands/desk.ts';
import type { Amender } from './amender.ts';
import type { ContentActions } from './content-actions.ts';
import { ConversationFeed } from './conversation-feed.ts';
import type { Deletions } from './deletions.ts';
import type { FeedOptions } from './feed-options.ts';
import { findPart } from './find-part.ts';

/** What all pages share. */
export interface PageTools extends Omit<FeedOptions, 'canInsert' | 'soon' | 'page' | 'deletions'> {
  readonly messenger: Messenger;
  readonly content: ContentActions;
  readonly amender: Amender;
  readonly deletions: Deletions;
  /** Whether this window of the editor has the focus. */
  readonly attention: Attention;
  /** Carries out one of the extension's own commands. Never rejects. */
  run(command: view.ViewCommand, target: Target): void;
  /** The person did something in a page. */
  used(): void;
  /** The address of a conversation, or of a message in it. */
  link(room: RoomKey, entry?: EntryId): string;
  /** A page wrote a message: the other pages of the conversation show it too. */
  wrote(room: RoomKey, row: Row): void;
}

/** Somebody may be looking at this window. */
export interface Attention {
  readonly focused: boolean;
  readonly onDidChange: Event<unknown>;
}

export interface PageEvents {
  /** The focus entered or left the page. */
  focus(focus: { readonly chat: boolean; readonly composer: boolean }): void;
  /** The page wants another conversation; absent where it keeps its own. */
  open?(room: RoomKey | undefined): void;
}

/** The conversation may be a moment away: it is being opened, or was joined just now. */
const onTheWay: ReadonlySet<view.Screen> = new Set(['loading', 'pick']);

/** Where the focus of the keyboard may be put. */
export type PagePart = 'composer' | 'messages';

/** One webview on the wire: everything it says is decoded here, everything it is told comes from its feed. */
export class ChatPage implements Disposable {
  readonly feed: ConversationFeed;
  readonly #tools: PageTools;
  readonly #events: PageEvents;
  readonly #participant: MessageParticipant;
  readonly #visible: () => boolean;
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
    this.#events = events;
    this.#participant = participant;
    this.#visible = visible;
    const { content } = tools;
    this.feed = this.#owned.add(
      new ConversationFeed(
        {
          ...tools,
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
    this.#listen();
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

  #listen(): void {
    const { messenger, host, content, attention, preferences, amender, deletions } = this.#tools;
    const sender = { sender: this.#participant };
    this.#owned.add(messenger.onNotification(view.ready, () => this.feed.ready(), sender));
    this.#owned.add(attention.onDidChange(() => this.#tellAttention()));
    this.#owned.add(messenger.onRequest(view.send, (raw) => this.#send(raw), sender));
    this.#owned.add(messenger.onRequest(view.retry, (raw) => this.#retry(raw), sender));
    this.#on(view.discard, decode.failedParams, ({ key }) => this.#tools.unsent.drop(key));
    this.#owned.add(messenger.onRequest(view.edit, (raw) => amender.edit(decode.editParams.parse(raw)), sender));
    this.#owned.add(messenger.onRequest(view.react, (raw) => amender.react(decode.reactParams.parse(raw)), sender));
    this.#on(view.deleteMessage, decode.deleteParams, ({ room, entry }) => deletions.add(asHex(room), asHex(entry)));
    this.#on(view.undoDelete, decode.undoDeleteParams, ({ entry }) => deletions.undo(asHex(entry)));
    this.#owned.add(messenger.onRequest(view.history, (raw) => this.#history(raw), sender));
    this.#owned.add(messenger.onRequest(view.find, (raw) => this.#find(raw), sender));
    this.#on(view.seen, decode.seenParams, async ({ room }) => {
      if (this.#visible() && attention.focused) await host.service?.markRead({ room: asHex(room) });
    });
    this.#on(view.draft, decode.draftParams, ({ room, text }) => {
      this.#tools.used();
      this.feed.draft(asHex(room), text);
    });
    this.#on(view.typing, decode.typingParams, ({ room }) => {
      if (preferences.sendTyping) host.tell((service) => service.typing({ room: asHex(room) }));
    });
    this.#on(view.open, decode.openParams, ({ room }) => this.#events.open?.(room === '' ? undefined : asHex(room)));
    this.#on(view.command, decode.commandParams, ({ command, room, user }) => {
      const about = room === undefined ? this.feed.room : asHex<RoomKey>(room);
      this.#tools.run(command, user === undefined ? about : { user });
    });
    this.#on(view.copyLink, decode.copyLinkParams, ({ room, entry }) =>
      content.copy(this.#tools.link(asHex(room), entry === undefined ? undefined : asHex(entry))),
    );
    this.#on(view.copyText, decode.textParams, ({ text }) => content.copy(text));
    this.#on(view.insertCode, decode.textParams, ({ text }) => content.insertCode(text));
    this.#on(view.openLink, decode.linkParams, ({ url }) => content.openLink(url));
    this.#owned.add(content.onDidTrust(() => void this.feed.refresh()));
    let { readReceipts } = preferences;
    const receiptsChanged = (): void => {
      if (preferences.readReceipts === readReceipts) return;
      ({ readReceipts } = preferences);
      void this.feed.refresh();
    };
    this.#owned.add(preferences.onDidChange(receiptsChanged));
    this.#on(view.focus, decode.focusParams, (focus) => {
      this.#tools.used();
      this.#events.focus(focus);
    });
  }

  #tell(snapshot: view.Snapshot): void {
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

  #on<T>(type: NotificationType<T>, schema: z.ZodType<T>, run: (params: T) => void | Promise<void>): void {
    const guarded = async (raw: unknown): Promise<void> => {
      try {
        const params = schema.safeParse(raw);
        if (params.success) await run(params.data);
        else this.#tools.logger.log('warn', `page said something wrong in ${type.method}`);
      } catch (error) {
        this.#tools.logger.log('warn', `${type.method}: ${AppError.from(error).message}`);
      }
    };
    this.#owned.add(this.#tools.messenger.onNotification(type, guarded, { sender: this.#participant }));
  }

  async #send(raw: unknown): Promise<view.SendResult> {
    const params = decode.sendParams.parse(raw);
    const result = await this.feed.send(params);
    if (result.ok) this.#tools.wrote(asHex(params.room), result.row);
    return result;
  }

  async #retry(raw: unknown): Promise<view.SendResult> {
    const { room, key } = decode.failedParams.parse(raw);
    const result = await this.feed.retry(key);
    if (result.ok) this.#tools.wrote(asHex(room), result.row);
    return result;
  }

  async #history(raw: unknown): Promise<view.HistoryResult> {
    return await this.#answer('history', () => {
      const { room, place } = decode.historyParams.parse(raw);
      return this.feed.history(asHex(room), place);
    });
  }

  async #find(raw: unknown): Promise<view.FindResult> {
    return await this.#answer('find', () => {
      const { host } = this.#tools;
      if (host.service === undefined) throw new AppError('OFFLINE', 'the history is closed');
      return findPart(host.service, decode.findParams.parse(raw));
    });
  }

  async #answer<T>(what: string, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      this.#tools.logger.log('warn', `${what}: ${AppError.from(error).message}`);
      throw error;
    }
  }
}
