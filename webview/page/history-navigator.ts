import type { Place } from '../../common/protocol/view/index.ts';
import { textAreaIn } from '../components/toolkit.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { sideOf } from '../state/pages.ts';
import type { Side } from '../state/state.ts';
import type { Announcer } from './announcer.ts';
import type { Renderer } from './renderer.ts';
import type { Store } from './store.ts';

/** How long a message to which somebody was led is marked, and how long a notice stays, milliseconds. */
const foundMs = 2000;
const noticeMs = 6000;

/** Moves through the history: loads what is near, and leads to what is far. */
export class HistoryNavigator {
  readonly #host: Host;
  readonly #store: Store;
  readonly #renderer: Renderer;
  readonly #announcer: Announcer;
  /** What could not be loaded is not asked for again before somebody has been elsewhere: lest it be asked for in a circle. */
  readonly #failedSides = new Set<Side>();
  /** The jump that is on its way. */
  #jump = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #found: string | undefined;
  #notice: string | undefined;
  /** Somebody has been to where the unread part begins, or does not want to go there. */
  #unreadDismissed = false;

  constructor(host: Host, store: Store, renderer: Renderer, announcer: Announcer) {
    this.#host = host;
    this.#store = store;
    this.#renderer = renderer;
    this.#announcer = announcer;
  }

  /** Key of the message to which somebody has just been led. */
  get found(): string | undefined {
    return this.#found;
  }
  get notice(): string | undefined {
    return this.#notice;
  }

  /** The unread part begins before all that has been loaded. */
  get unreadAbove(): boolean {
    const { newSince, rows, hasOlder } = this.#store.state;
    return !this.#unreadDismissed && hasOlder && newSince !== undefined && newSince.order < (rows[0]?.order ?? '');
  }

  /** Another conversation: nobody is led anywhere in it. */
  reset(): void {
    this.#jump++;
    this.#unreadDismissed = false;
    this.#clearNotice();
  }

  /** After every drawing: what is near is loaded before it is needed. */
  loadNearby(): void {
    const { rows, hasOlder, hasNewer, loadingOlder, loadingNewer, jumping } = this.#store.state;
    const { scroller } = this.#renderer;
    const [oldest, toLatest] = [rows[0], rows.at(-1)];
    if (jumping || oldest === undefined || toLatest === undefined) return;
    if (hasOlder && !loadingOlder && this.#shouldLoad('older', scroller.nearTop))
      void this.#load({ before: oldest.id });
    if (hasNewer && !loadingNewer && this.#shouldLoad('newer', scroller.nearBottom))
      void this.#load({ after: toLatest.id });
  }

  #shouldLoad(side: Side, isNear: boolean): boolean {
    if (!isNear) this.#failedSides.delete(side);
    return isNear && !this.#failedSides.has(side);
  }

  reload(side: Side): void {
    const { rows } = this.#store.state;
    const [oldest, newest] = [rows[0], rows.at(-1)];
    if (side === 'older' && oldest !== undefined) void this.#load({ before: oldest.id });
    if (side === 'newer' && newest !== undefined) void this.#load({ after: newest.id });
  }

  /** To a message, wherever in the history it is, and the focus with it. */
  async reveal(id: string): Promise<void> {
    const jump = ++this.#jump;
    if (this.#focusFound(id) || !(await this.#load({ around: id })) || jump !== this.#jump) return;
    if (!this.#focusFound(id)) this.showNotice(t('That message isn’t on this computer.'));
  }

  /** The same without the focus. */
  async show(id: string): Promise<void> {
    const jump = ++this.#jump;
    if (this.#renderer.show(id, 'middle') || (await this.#load({ around: id })) === undefined) return;
    if (jump === this.#jump) this.#renderer.show(id, 'middle');
  }

  /** To the first message from a time on, milliseconds since 1970. */
  async goTo(at: number): Promise<void> {
    const jump = ++this.#jump;
    const anchor = await this.#load({ at });
    if (anchor !== undefined && jump === this.#jump) this.#focusFound(anchor);
  }

  /** To where the unread part begins. */
  async toUnread(): Promise<void> {
    const jump = ++this.#jump;
    const { newSince } = this.#store.state;
    const anchor = newSince && (await this.#load({ at: newSince.at }));
    if (anchor === undefined || jump !== this.#jump) return;
    this.#unreadDismissed = true;
    this.#renderer.focusOn(anchor, 'middle');
    this.#renderer.scroller.show('new', 'top');
    this.#renderer.drawNow();
  }
  dismissUnread(): void {
    this.#unreadDismissed = true;
    this.#renderer.drawNow();
    textAreaIn(this.#renderer.root)?.focus();
  }

  /** To the end of the conversation. */
  async newest(): Promise<void> {
    const jump = ++this.#jump;
    if (this.#store.state.hasNewer) await this.#load(undefined);
    if (jump !== this.#jump || this.#store.state.hasNewer) return;
    this.#renderer.scroller.toEnd();
    this.#renderer.draw();
  }

  /** Answers with the row that was meant; undefined if there is none. */
  async #load(place: Place | undefined): Promise<string | undefined> {
    const { room } = this.#store;
    if (room === undefined) return undefined;
    const side = sideOf(place);
    this.#failedSides.delete(side);
    this.#store.dispatch({ type: 'loading', side });
    const answer = await this.#host.request('history', { room, ...(place && { place }) });
    if (!answer.ok) {
      this.#failedSides.add(side);
      this.#store.dispatch({ type: 'loadFailed', side });
      if (side === 'jump') this.showNotice(t('Couldn’t load this part of the history.'));
      return undefined;
    }
    if (room !== this.#store.room) return undefined;
    const result = answer.value;
    if (result.anchor !== undefined) this.#renderer.scroller.show(result.anchor, 'middle');
    this.#store.dispatch({ type: 'page', room, ...(place && { place }), result });
    if (side === 'jump' && place !== undefined && result.anchor === undefined) this.#showNotHere(place);
    return result.anchor;
  }

  #showNotHere(place: Place): void {
    this.showNotice('around' in place ? t('That message isn’t on this computer.') : t('No messages here'));
  }

  #focusFound(key: string): boolean {
    this.#clearNotice();
    this.#found = key;
    if (!this.#renderer.focusOn(key, 'middle')) {
      this.#found = undefined;
      return false;
    }
    this.#clearAfter(foundMs);
    return true;
  }

  /** Says what could not be done. */
  showNotice(words: string): void {
    this.#clearNotice();
    this.#notice = words;
    this.#announcer.sayNow(words);
    this.#renderer.draw();
    this.#clearAfter(noticeMs);
  }

  #clearNotice(): void {
    clearTimeout(this.#timer);
    this.#found = undefined;
    this.#notice = undefined;
  }

  #clearAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#clearNotice();
      this.#renderer.draw();
    }, ms);
  }
}
