import type { Clock, Disposable } from '../../../common/base/index.ts';
import type { RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { SettingValue } from '../contributions/settings.ts';

/** Milliseconds. */
export const toastTimes = {
  /** A burst is one toast, and what is read at once none. */
  gather: 300,
  /** Between any two toasts. */
  apart: 5000,
  /** Between two toasts of one conversation. */
  perRoom: 30_000,
} as const;

/** News of a conversation since its last toast. */
export interface Toast {
  readonly conversation: Conversation;
  /** How many of them, all still unread. */
  readonly count: number;
  /** The newest. */
  readonly row: Row;
}

/** How things are at the moment of asking. */
export interface ToastConditions {
  readonly chat: ChatState | undefined;
  readonly level: SettingValue<'notifications.level'>;
  /** Do not disturb, or quiet hours. */
  readonly silenced: boolean;
  readonly focused: boolean;
  muted(room: RoomKey): boolean;
  /** Somebody may be reading it: it is on screen in the window that has the focus. */
  visible(room: RoomKey): boolean;
}

export interface ToastParts {
  readonly clock: Clock;
  readonly conditions: () => ToastConditions;
  readonly show: (toast: Toast, gone: () => void) => void;
}

/** Messages that are remembered for one toast. */
const remembered = 100;

interface PendingToast {
  /** Since the last toast, and not read yet. */
  count: number;
  /** The newest of them. */
  rows: readonly Row[];
  shownAt: number;
  /** The toast that may still be on screen: the editor keeps it there while nobody is at its window. */
  open: Toast | undefined;
}

/**
 * When a toast is shown, and for what: live messages that were worth one when they came and are still unread when it shows. A muted
 * room shows none, not even for a mention: its badge says so. What was not worth one is never told later.
 */
export class Toasts implements Disposable {
  readonly #parts: ToastParts;
  readonly #rooms = new Map<RoomKey, PendingToast>();
  #lastAt = -Infinity;
  #timer: Disposable | undefined;

  constructor(parts: ToastParts) {
    this.#parts = parts;
  }

  /** A message has come. */
  onRow(room: RoomKey, row: Row, live: boolean): void {
    const conditions = this.#parts.conditions();
    const known = this.#rooms.get(room);
    if (known?.rows.some(({ id }) => id === row.id)) return this.#onRowChange(known, row);
    if (!live || row.own || row.kind !== 'message' || !deservesToast(conditions, room, row)) return;
    const news = known ?? { count: 0, rows: [], shownAt: -Infinity, open: undefined };
    this.#rooms.set(room, news);
    news.count++;
    news.rows = [...news.rows, row].slice(-remembered);
    this.#schedule();
  }

  /** It says something else now, or is gone: nothing tells any more what it said. */
  #onRowChange(news: PendingToast, row: Row): void {
    const isGone = row.kind !== 'message';
    if (isGone) news.count = Math.max(0, news.count - 1);
    news.rows = news.rows.flatMap((one) => (one.id !== row.id ? [one] : isGone ? [] : [row]));
    this.#schedule();
  }

  /** The state has changed: what has been read is no news any more. */
  onStateChange(): void {
    const { chat } = this.#parts.conditions();
    for (const [room, news] of this.#rooms) {
      const conversation = conversationOf(chat, room);
      if (!conversation) this.#rooms.delete(room);
      else if (conversation.unread === 0) clear(news);
    }
  }

  /** Somebody is at the window: what is on screen goes by itself now, and is not followed at once by another. */
  onWindowFocus(): void {
    for (const news of this.#rooms.values()) {
      if (!news.open) continue;
      news.open = undefined;
      news.shownAt = this.#parts.clock.mono();
    }
    this.#schedule();
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #schedule(): void {
    this.#timer?.dispose();
    const due = [...this.#rooms.values()].filter(isPending).map((news) => this.#dueAt(news));
    const wait = Math.max(toastTimes.gather, Math.min(...due) - this.#parts.clock.mono());
    this.#timer = due.length > 0 ? this.#parts.clock.setTimer(wait, () => this.#showDue()) : undefined;
  }

  #dueAt({ shownAt }: PendingToast): number {
    return Math.max(this.#lastAt + toastTimes.apart, shownAt + toastTimes.perRoom);
  }

  #showDue(): void {
    const now = this.#parts.clock.mono();
    const conditions = this.#parts.conditions();
    for (const [room, news] of this.#rooms) {
      if (!isPending(news) || this.#dueAt(news) > now) continue;
      const toast = toastOf(conditions, room, news);
      clear(news);
      if (toast) this.#show(news, toast, conditions.focused);
    }
    this.#schedule();
  }

  #show(news: PendingToast, toast: Toast, focused: boolean): void {
    news.shownAt = this.#lastAt = this.#parts.clock.mono();
    news.open = focused ? undefined : toast;
    this.#parts.show(toast, () => {
      if (news.open !== toast) return;
      // whoever put it away has come by, and sees at the badge that there is more
      news.open = undefined;
      clear(news);
    });
  }
}

const clear = (news: PendingToast): void => {
  news.count = 0;
  news.rows = [];
};

const isPending = (news: PendingToast): boolean => news.count > 0 && !news.open;

const conversationOf = (chat: ChatState | undefined, room: RoomKey): Conversation | undefined =>
  chat?.conversations.find((one) => one.room === room);

const deservesToast = (conditions: ToastConditions, room: RoomKey, row: Row): boolean => {
  const { chat, level } = conditions;
  const conversation = conversationOf(chat, room);
  if (!conversation || !mayShow(conditions, room) || level === 'none') return false;
  return level === 'all' || conversation.kind === 'direct' || mentionsMe(chat, row);
};

const mayShow = (conditions: ToastConditions, room: RoomKey): boolean =>
  conditions.chat?.caughtUp === true && !conditions.silenced && !conditions.muted(room) && !conditions.visible(room);

const mentionsMe = (chat: ChatState | undefined, row: Row): boolean =>
  row.mentions?.some(({ identity }) => identity === chat?.account?.identity) ?? false;

const toastOf = (conditions: ToastConditions, room: RoomKey, { count, rows }: PendingToast): Toast | undefined => {
  const last = rows.at(-1);
  const conversation = conversationOf(conditions.chat, room);
  if (!conversation || !last || conversation.unread === 0 || !deservesToast(conditions, room, last)) return undefined;
  return { conversation, count: Math.min(count, conversation.unread), row: last };
};
