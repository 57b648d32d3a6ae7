import type { ChatEvent, ParamsOf } from '../../../common/protocol/chat/index.ts';
import { AppError, DisposableStore, type Disposable } from '../../../common/base/index.ts';
import type { NewSince, RoomKey, Row, Who } from '../../../common/model/index.ts';
import type { HistoryResult, Place } from '../../../common/protocol/view/index.ts';
import type { FeedOptions } from './feed-options.ts';
import { Outbox } from './outbox.ts';
import { changedState, isAnotherPage, buildPageState, type PageState } from './page-state.ts';
import { noRows, pageRows, readPage, rowsFrom } from './read-history.ts';
import { RowWindow } from './row-window.ts';

/** Keeps one page the picture of one conversation: a snapshot when it asks, then numbered deltas, nothing while it is hidden. */
export class ConversationFeed implements Disposable {
  readonly #options: FeedOptions;
  readonly #outbox: Outbox;
  readonly #subscriptions = new DisposableStore();
  #room: RoomKey | undefined;
  /** Whose drafts the page writes: a page says the last of one when it sees that its person has signed out. */
  #account: string | undefined;
  #rev = 0;
  /** The page is there; false before its first `ready` and while hidden. */
  #active = false;
  /** What the page was told last; undefined while it waits for a snapshot. */
  #sent: PageState | undefined;
  #window = new RowWindow();
  /** Where the unread part began when the conversation came on screen. */
  #newSince: Promise<NewSince | undefined> | undefined;
  readonly #typing = new Map<string, Who>();
  #generation = 0;
  #scheduled = false;

  constructor(options: FeedOptions, room: RoomKey | undefined) {
    this.#options = options;
    this.#outbox = new Outbox(options);
    this.#room = room;
    const { holder, preferences, unsent, deletions, previews } = options;
    for (const { onDidChange } of [holder, preferences, unsent, deletions, ...(previews ? [previews] : [])])
      this.#subscriptions.add(onDidChange(() => this.#schedule()));
    this.#subscriptions.add(holder.onEvent((event) => this.#onEvent(event)));
    this.#subscriptions.add(
      holder.onStale((rooms) => {
        if (this.#room !== undefined && (rooms === 'all' || rooms.includes(this.#room))) void this.#resync(this.#room);
      }),
    );
  }

  get room(): RoomKey | undefined {
    return this.#room;
  }

  /** The page is there and up to date. */
  get live(): boolean {
    return this.#sent !== undefined;
  }

  /** The page is there and knows nothing. Never rejects. */
  async ready(): Promise<void> {
    this.#active = true;
    await this.refresh();
  }

  /** Everything anew, if the page is there. Never rejects. */
  async refresh(): Promise<void> {
    if (!this.#active) return;
    const asked = ++this.#generation;
    this.#sent = undefined;
    const { drafts, page, language, strings, canInsert, recentEmoji } = this.#options;
    const room = this.#pageState().screen === 'chat' ? this.#room : undefined;
    if (!room) this.#reset();
    const [newest, newSince] = await Promise.all([this.#readNewest(room), this.#unreadSince(room)]);
    if (asked !== this.#generation) return;
    const { typing: _, failed, deleting, hung, ...parts } = this.#pageState();
    this.#sent = { ...parts, hung, typing: [], failed, deleting };
    this.#account = parts.me?.identity ?? this.#account;
    page.snapshot({
      version: 1,
      rev: ++this.#rev,
      ...parts,
      rows: this.#window.start(newest),
      hasOlder: newest.hasOlder,
      ...(newSince && { newSince }),
      ...(failed.length > 0 && { failed }),
      ...(deleting.length > 0 && { deleting }),
      ...(hung && { hung }),
      ...(canInsert?.() && { canInsert: true }),
      ...(recentEmoji.all.length > 0 && { recentEmoji: recentEmoji.all }),
      draft: parts.me && room ? drafts.get(parts.me.identity, room) : '',
      language,
      ...(strings && { strings }),
    });
    this.#schedule();
  }

  /** Another conversation, or none. */
  async show(room: RoomKey | undefined): Promise<void> {
    if (room === this.#room && this.live) return;
    if (room !== this.#room) this.#reset();
    this.#room = room;
    await this.refresh();
  }

  /** The page is hidden: what is sent now would be lost. It says `ready` when it is back. */
  suspend(): void {
    this.#generation++;
    this.#active = false;
    this.#sent = undefined;
    this.#reset();
  }

  /** Rejects with AppError. */
  async history(room: RoomKey, place: Place | undefined): Promise<HistoryResult> {
    const service = this.#options.holder.service;
    if (!service) throw new AppError('OFFLINE', 'the history is closed');
    if (room !== this.#room) throw new AppError('ROOM_UNKNOWN', 'the page shows another conversation');
    const result = await this.#window.read(() => readPage(service, room, place));
    this.#schedule();
    return result;
  }

  /** Rejects with NotSent. */
  send(params: ParamsOf<'send'>): Promise<Row> {
    return this.#outbox.send(params, params.room === this.#room ? this.#window.newest : '');
  }

  /** Rejects with AppError. */
  retry(key: string): Promise<Row> {
    return this.#outbox.retry(key);
  }

  /** Answers once it is stored; false if it is nobody's. */
  async draft(room: RoomKey, text: string): Promise<boolean> {
    if (this.#account === undefined) return false;
    await this.#options.drafts.set(this.#account, room, text);
    return true;
  }

  /** A new row, or a new version of one. */
  add(room: RoomKey, row: Row): void {
    if (room !== this.#room) return;
    this.#window.put(row);
    this.#schedule();
  }

  dispose(): void {
    this.suspend();
    this.#subscriptions.dispose();
  }

  /** Nothing is known any more of what the page has. */
  #reset(): void {
    this.#window = new RowWindow();
    this.#newSince = undefined;
    this.#typing.clear();
  }

  #pageState(): PageState {
    const { holder, preferences, unsent, deletions, previews } = this.#options;
    const failed = unsent.of(this.#room);
    const deleting = deletions.of(this.#room);
    const typing = [...this.#typing.values()];
    return buildPageState({
      uiState: holder.uiState,
      room: this.#room,
      preview: previews && ((room) => previews.of(room)),
      appearance: preferences.appearance,
      typing,
      failed,
      deleting,
    });
  }

  #onEvent(event: ChatEvent): void {
    if (!('room' in event) || event.room !== this.#room) return;
    if (event.type === 'row') {
      this.add(event.room, event.row);
      if (event.live) this.#typing.delete(event.row.author.identity);
    }
    if (event.type === 'reordered') void this.refresh();
    if (event.type === 'delivery') this.#window.setDelivery(event.entry, event.delivery);
    if (event.type === 'typing') {
      this.#typing.delete(event.who.identity);
      if (event.on && event.who.identity !== this.#sent?.me?.identity) this.#typing.set(event.who.identity, event.who);
    }
    this.#schedule();
  }

  /** Something was missed: what the page has is compared with the history, and the page gets what is different. Never rejects. */
  async #resync(room: RoomKey): Promise<void> {
    if (!this.live) return;
    const [asked, service] = [this.#generation, this.#options.holder.service];
    try {
      if (service === undefined) throw new AppError('OFFLINE', 'the history is closed');
      const rows = await rowsFrom(service, room, this.#window.oldest ?? '');
      if (asked !== this.#generation) return;
      if (rows === undefined) await this.refresh();
      else {
        this.#window.compare(rows);
        this.#schedule();
      }
    } catch (error) {
      this.#options.logger.log('warn', `reading again: ${AppError.from(error).message}`);
    }
  }

  async #readNewest(room: RoomKey | undefined): Promise<HistoryResult> {
    const service = this.#options.holder.service;
    if (!room || !service) return noRows;
    try {
      return await readPage(service, room);
    } catch (error) {
      this.#options.logger.log('error', `history: ${AppError.from(error).message}`);
      return noRows;
    }
  }

  /** Asked once until the page is hidden or goes elsewhere: the mark stands still while one reads. */
  #unreadSince(room: RoomKey | undefined): Promise<NewSince | undefined> | undefined {
    const { holder, logger } = this.#options;
    if (!room) return undefined;
    this.#newSince ??= holder.service?.newSince({ room }).catch((error: unknown) => {
      logger.log('warn', `new since: ${AppError.from(error).message}`);
      return undefined;
    });
    return this.#newSince;
  }

  #schedule(): void {
    if (!this.live || this.#scheduled) return;
    this.#scheduled = true;
    this.#options.soon(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const before = this.#sent;
    if (!before) return;
    const parts = this.#pageState();
    if (isAnotherPage(before, parts) || this.#window.newerCount > pageRows) {
      void this.refresh();
      return;
    }
    this.#sent = parts;
    const rows = this.#window.drain(pageRows);
    const delta = { ...(rows.length > 0 && { rows }), ...changedState(before, parts) };
    if (Object.keys(delta).length > 0) this.#options.page.delta({ rev: ++this.#rev, ...delta });
    if (this.#window.waiting > 0) this.#schedule();
  }
}
