import { html, type TemplateResult } from 'lit';
import { Heights } from '../../webview/state/heights.ts';
import type { Item, MessageItem } from '../../webview/state/layout.ts';

/** A list of messages under test: both draw the same lines with lit, and only place them by means of their own. */
export interface List {
  /** These are the lines now. */
  show(items: readonly Item[]): void;
  toEnd(): void;
}

const people = ['Ana Reis', 'Bruno Sato', 'Carla Pires'].map((username) => ({ username, identity: username }));
const words = 'A line of words that somebody wrote, not very long, and that may well take more than one line here. ';

/** The message of this number: from one to eight lines tall, and one in ten far taller. */
export const messageAt = (n: number, key = `m${n}`): MessageItem => ({
  kind: 'message',
  key,
  author: people[Math.floor(n / 3) % 3] ?? { username: '', identity: '' },
  own: false,
  at: 1_780_000_000_000 + n * 60_000,
  content: n % 10 === 0 ? `${n}\n`.repeat(14) : `${n}: ${words.repeat(Math.abs(n * 7) % 5)}`,
  mentions: [],
  mentionsMe: false,
  first: n % 3 === 0,
  last: false,
});

/** How tall a line is thought to be before it is drawn: the same for both. */
export const guessOf = (item: Item): number => {
  const alone = new Heights();
  alone.setItems([item]);
  return alone.total;
};

export const line = (item: Item): TemplateResult =>
  item.kind === 'message'
    ? html`<article class="msg ${item.first ? 'is-first' : ''}" data-key=${item.key}>
        <div class="msg-gutter">${item.first ? html`<span class="avatar">AB</span>` : ''}</div>
        <div class="msg-main">
          ${item.first ? html`<header class="msg-head"><span class="msg-author">${item.author.username}</span></header>` : ''}
          <div class="msg-text"><p>${item.content}</p></div>
        </div>
      </article>`
    : html``;
