import { AppError, DisposableStore, type Disposable, type Event, type Logger } from '../../../common/base/index.ts';
import { asHex, type EntryId, type PagePlace, type RoomKey } from '../../../common/model/index.ts';
import type {
  Appearance,
  Delta,
  HistoryResult,
  Place,
  Row,
  SendParams,
  SendResult,
  Snapshot,
} from '../../../common/protocol/view/index.ts';
import type { ChatEvent, ChatService } from '../../chat/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { errorText } from '../model/error-text.ts';
import type { Drafts } from './drafts.ts';
import { pageParts, type PageParts } from './page-parts.ts';
import { RowWindow } from './row-window.ts';

/** Rows of a snapshot, and of each older page. */
export const pageRows = 200;

/** What the settings say now. */
export interface Preferences {
  readonly appearance: Appearance;
  readonly onDidChange: Event<unknown>;
}

export interface FeedOptions {
  readonly host: ChatHost;
  readonly drafts: Drafts;
  readonly preferences: Preferences;
  readonly logger: Logger;
  /** BCP 47. */
  readonly language: string;
  /** Translations of the page's texts; absent = English. */
  readonly strings?: Readonly<Record<string, string>>;
  /** Whether code may be put into the editor; absent = no. */
  readonly canInsert?: () => boolean;
  /** Runs once, soon: changes of one turn go out together. */
  readonly soon: (run: () => void) => void;
  readonly page: { snapshot(snapshot: Snapshot): void; delta(delta: Delta): void };
}

/** Keeps one page the picture of one conversation: a snapshot when it asks, then numbered deltas, nothing while it is hidden. */
export class ConversationFeed implements Disposable {
  readonly #options: FeedOptions;
  readonly #subscriptions = new DisposableStore();
  #room: RoomKey | undefined;
  #rev = 0;
  /** The page has what `#sent` says; false before `ready` and while hidden. */
  #live = false;
  #sent: Parts | undefined;
  #window = new RowWindow();
  #asked = 0;
  #scheduled = false;

  constructor(options: FeedOptions, room: RoomKey | undefined) {
    this.#options = options;
    this.#room = room;
    this.#subscriptions.add(options.host.onDidChange(() => this.#schedule()));
    this.#subscriptions.add(options.preferences.onDidChange(() => this.#schedule()));
    this.#subscriptions.add(options.host.onEvent((event) => this.#hear(event)));
  }

  get room(): RoomKey | undefined {
    return this.#room;
  }

  /** The page is there and up to date. */
  get live(): boolean {
    return this.#live;
  }

  /** The page is there and knows nothing. Never rejects. */
  async ready(): Promise<void> {
    const asked = ++this.#asked;
    this.#live = false;
    this.#window = new RowWindow();
    const { host, drafts, page, language, strings, canInsert } = this.#options;
    const room = this.#room;
    const page0 = await this.#load(pageParts(host.facts, room).screen === 'chat' ? room : undefined);
    if (asked !== this.#asked) return;
    const parts = this.#parts();
    this.#window.start(page0.rows, page0.hasOlder);
    this.#rev++;
    this.#live = true;
    this.#sent = parts;
    page.snapshot({
      version: 1,
      rev: this.#rev,
      ...parts,
      rows: this.#window.take(),
      hasOlder: page0.hasOlder,
      ...(canInsert?.() && { canInsert: true }),
      draft: room ? drafts.get(room) : '',
      language,
      ...(strings && { strings }),
    });
  }

  /** Another conversation, or none. */
  async show(room: RoomKey | undefined): Promise<void> {
    if (room === this.#room && this.#live) return;
    this.#room = room;
    await this.ready();
  }

  /** The page is hidden: what is sent now would be lost. It says `ready` when it is back. */
  sleep(): void {
    this.#asked++;
    this.#live = false;
  }

  /** Rejects with AppError. */
  async history(room: RoomKey, place: Place | undefined): Promise<HistoryResult> {
    const service = this.#options.host.service;
    if (!service || room !== this.#room) return nothing;
    const result = await readPage(service, room, place);
    if (room === this.#room) this.#window.extend(result.rows, result.hasOlder);
    return result;
  }

  /** Never rejects: a failure is an answer that the page shows beside the message. */
  async send({ room, content, replyTo }: SendParams): Promise<SendResult> {
    try {
      const service = await this.#options.host.open();
      const row = await service.send({
        room: asHex(room),
        content,
        ...(replyTo && { replyTo: asHex<EntryId>(replyTo) }),
      });
      return { ok: true, row };
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#options.logger.log('warn', `send failed: ${error.code} ${error.message}`);
      return { ok: false, code: error.code, message: errorText(error.code, error.details).sentence };
    }
  }

  /** A new row, or a new version of one. */
  add(room: RoomKey, row: Row): void {
    if (room !== this.#room) return;
    this.#window.put(row);
    this.#schedule();
  }

  dispose(): void {
    this.sleep();
    this.#subscriptions.dispose();
  }

  #parts(): Parts {
    const { host, preferences } = this.#options;
    return { ...pageParts(host.facts, this.#room), appearance: preferences.appearance };
  }

  #hear(event: ChatEvent): void {
    if (event.type === 'row') this.add(event.room, event.row);
    if (event.type !== 'delivery' || event.room !== this.#room) return;
    this.#window.deliver(event.entry, event.delivery);
    this.#schedule();
  }

  async #load(room: RoomKey | undefined): Promise<HistoryResult> {
    const service = this.#options.host.service;
    if (!room || !service) return nothing;
    try {
      return await readPage(service, room);
    } catch (error) {
      this.#options.logger.log('error', `history: ${AppError.from(error).message}`);
      return nothing;
    }
  }

  #schedule(): void {
    if (!this.#live || this.#scheduled) return;
    this.#scheduled = true;
    this.#options.soon(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (!this.#live || !this.#sent) return;
    const parts = this.#parts();
    const before = this.#sent;
    if (parts.screen !== before.screen || changed(parts.me, before.me) || this.#window.waiting > pageRows) {
      void this.ready();
      return;
    }
    this.#sent = parts;
    const rows = this.#window.take();
    const delta = {
      ...(rows.length > 0 && { rows }),
      ...(parts.header && changed(parts.header, before.header) && { header: parts.header }),
      ...(changed(parts.conversations, before.conversations) && { conversations: parts.conversations }),
      ...(parts.connection && changed(parts.connection, before.connection) && { connection: parts.connection }),
      ...(changed(parts.appearance, before.appearance) && { appearance: parts.appearance }),
    };
    if (Object.keys(delta).length > 0) this.#options.page.delta({ rev: ++this.#rev, ...delta });
  }
}

type Parts = PageParts & Pick<Snapshot, 'appearance'>;

const nothing: HistoryResult = { rows: [], hasOlder: false, hasNewer: false };

const readPage = (service: ChatService, room: RoomKey, place?: Place): Promise<HistoryResult> =>
  service.history({ room, limit: pageRows, kinds: 'all', ...(place && { place: place as PagePlace }) });

const changed = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
