import type * as z from 'zod';
import type { Messenger } from 'vscode-messenger';
import type { MessageParticipant, NotificationType } from 'vscode-messenger-common';
import { AppError, DisposableStore, type Disposable, type Event, type Logger } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey } from '../../../common/model/index.ts';
import * as decode from '../../../common/protocol/view/decode.ts';
import * as view from '../../../common/protocol/view/index.ts';
import type { ChatHost } from '../chat-host.ts';
import type { ContentActions } from './content-actions.ts';
import { ConversationFeed, type Preferences } from './conversation-feed.ts';
import type { Drafts } from './drafts.ts';

/** What all pages share. */
export interface PageTools {
  readonly messenger: Messenger;
  readonly host: ChatHost;
  readonly drafts: Drafts;
  readonly content: ContentActions;
  readonly preferences: Preferences;
  readonly logger: Logger;
  readonly language: string;
  readonly strings?: Readonly<Record<string, string>>;
  /** Whether this window of the editor has the focus. */
  readonly attention: Attention;
  /** Carries out one of the extension's own commands. Never rejects. */
  run(command: view.ViewCommand, room: RoomKey | undefined): void;
  /** The person did something in a page. */
  used(): void;
  /** A page wrote a message: the other pages of the conversation show it too. */
  wrote(room: RoomKey, row: view.Row): void;
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

/** One webview on the wire: everything it says is decoded here, everything it is told comes from its feed. */
export class ChatPage implements Disposable {
  readonly feed: ConversationFeed;
  readonly #tools: PageTools;
  readonly #events: PageEvents;
  readonly #participant: MessageParticipant;
  readonly #visible: () => boolean;
  readonly #owned = new DisposableStore();
  #wanted: { readonly entry: EntryId | undefined } | undefined;

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
    const { messenger, host, drafts, content, preferences, logger, language, strings } = tools;
    this.feed = this.#owned.add(
      new ConversationFeed(
        {
          host,
          drafts,
          preferences,
          logger,
          language,
          ...(strings && { strings }),
          canInsert: () => content.canInsert,
          soon: (run) => void setImmediate(run),
          page: {
            snapshot: (snapshot) => messenger.sendNotification(view.snapshot, participant, snapshot),
            delta: (delta) => messenger.sendNotification(view.delta, participant, delta),
          },
        },
        room,
      ),
    );
    this.#listen();
  }

  /** The focus goes to a message, or into the composer: now, or once the page is there. */
  focusOn(entry?: EntryId): void {
    this.#wanted = this.feed.live ? undefined : { entry };
    if (!this.feed.live) return;
    const { messenger } = this.#tools;
    if (entry === undefined) messenger.sendNotification(view.focusComposer, this.#participant);
    else messenger.sendNotification(view.reveal, this.#participant, { entry });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #listen(): void {
    const { messenger, host, drafts, content, attention } = this.#tools;
    const sender = { sender: this.#participant };
    this.#owned.add(messenger.onNotification(view.ready, () => this.#ready(), sender));
    this.#owned.add(attention.onDidChange(() => this.#tellAttention()));
    this.#owned.add(messenger.onRequest(view.send, (raw) => this.#send(raw), sender));
    this.#owned.add(messenger.onRequest(view.history, (raw) => this.#history(raw), sender));
    this.#on(view.seen, decode.seenParams, async ({ room }) => {
      if (this.#visible() && attention.focused) await host.service?.markSeen(asHex(room));
    });
    this.#on(view.draft, decode.draftParams, ({ room, text }) => {
      this.#tools.used();
      drafts.set(asHex(room), text);
    });
    this.#on(view.open, decode.openParams, ({ room }) => this.#events.open?.(room === '' ? undefined : asHex(room)));
    this.#on(view.command, decode.commandParams, ({ command, room }) =>
      this.#tools.run(command, room === undefined ? this.feed.room : asHex(room)),
    );
    this.#on(view.copyText, decode.textParams, ({ text }) => content.copy(text));
    this.#on(view.insertCode, decode.textParams, ({ text }) => content.insertCode(text));
    this.#on(view.openLink, decode.linkParams, ({ url }) => content.openLink(url));
    this.#owned.add(content.onDidTrust(() => void (this.feed.live && this.feed.ready())));
    this.#on(view.focus, decode.focusParams, (focus) => {
      this.#tools.used();
      this.#events.focus(focus);
    });
  }

  async #ready(): Promise<void> {
    await this.feed.ready();
    this.#tellAttention();
    if (this.#wanted) this.focusOn(this.#wanted.entry);
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

  async #history(raw: unknown): Promise<view.HistoryResult> {
    const { room, place } = decode.historyParams.parse(raw);
    return this.feed.history(asHex(room), place);
  }
}
