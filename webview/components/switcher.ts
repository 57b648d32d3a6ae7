import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { leaveDenial, overOf, roomDeletionDenial } from '../../common/membership/access-policy.ts';
import type { ConversationItem } from '../../common/protocol/view/index.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { ListFocus } from '../page/list-focus.ts';
import { numberText, shortWhenText } from '../text/format.ts';
import { countWords, lastText, presenceText } from '../text/lines.ts';
import { avatar, icon, presence } from './parts.ts';
import type { Actions, View } from './view.ts';

/** The page lives as long as its list. */
const focus = new ListFocus();

/** The conversations of the sidebar, in the order of the host: pinned ones first, then the newest. */
export const switcher = (view: View, actions: Actions): TemplateResult => {
  const items = focus.stableOrder(view.state.conversations);
  const current = focus.currentOf(items);
  return html`<nav class="switcher" aria-label=${t('Conversations')}>
    <div class="switcher-head">
      <h2 class="cut grow">${t('Conversations')}</h2>
      ${tool('search', t('Search rooms and people'), () => actions.command('openRoom'))}
      ${tool('add', t('Create Room…'), () => actions.command('createRoom'))}
    </div>
    <ul
      @focusin=${(event: FocusEvent) => focus.entered(event)}
      @focusout=${(event: FocusEvent) => focus.left(event)}
      @pointerenter=${() => focus.pointed(true)}
      @pointerleave=${() => focus.pointed(false)}
      @keydown=${onKeys((event) => focus.key(event))}
    >
      ${repeat(
        items,
        ({ room }) => room,
        (item) => entry(view, item, item.room === current ? 0 : -1, actions),
      )}
    </ul>
  </nav>`;
};

const tool = (name: string, label: string, run: () => void): TemplateResult =>
  html`<button type="button" class="icon-btn" aria-label=${label} title=${label} @click=${run}>${icon(name)}</button>`;

/** `tab`: whether the Tab key stops here. */
const entry = (view: View, item: ConversationItem, tab: 0 | -1, actions: Actions): TemplateResult => {
  const { room, name, unread, mentions, muted, pinned = false, last } = item;
  const calls = muted ? mentions : unread;
  const words = lastText(item);
  const over = overOf(item.readOnly) !== undefined;
  return html`<li data-vscode-context=${contextOf(item)}>
    <button
      type="button"
      data-room=${room}
      class="conversation ${calls > 0 ? 'is-unread' : ''} ${muted ? 'is-muted' : ''} ${over ? 'is-over' : ''}"
      .tabIndex=${live(tab)}
      @click=${() => actions.open(room)}
    >
      ${face(view, item)}
      <span class="conversation-main">
        <span class="conversation-line">
          <span class="cut conversation-name" dir="auto">${name}</span>
          ${muted ? mark('bell-slash', t('muted')) : nothing} ${pinned ? mark('pinned', t('pinned')) : nothing}
          <span class="grow"></span>
          ${last === undefined ? nothing : html`<time class="num">${shortWhenText(last.at)}</time>`}
        </span>
        ${words === '' && unread === 0 ? nothing : lastLine(words, item)}
      </span>
    </button>
    ${pin(item, tab, actions)}
  </li>`;
};

const lastLine = (words: string, item: ConversationItem): TemplateResult =>
  html`<span class="conversation-line">
    <span class="cut grow conversation-last" dir="auto">${words}</span>
    ${counts(item)}
  </span>`;

/** Of a person how they are; of a room that it is one. */
const face = (view: View, { kind, other, mentions, readOnly }: ConversationItem): TemplateResult => {
  if (other !== undefined)
    return html`<span class="face"
      >${avatar(other, view.colorClass(other.identity))}${presence(other.presence)}<span class="sr"
        >${presenceText(other.presence)}</span
      ></span
    >`;
  const name = readOnly === undefined ? roomIcon(kind, mentions) : 'lock';
  return html`<span class="face"><span class="avatar is-room" aria-hidden="true">${icon(name)}</span></span>`;
};

const roomIcon = (kind: ConversationItem['kind'], mentions: number): string => {
  if (kind === 'direct') return 'account';
  return mentions > 0 ? 'mention' : 'comment-discussion';
};

const mark = (name: string, words: string): TemplateResult =>
  html`<span class="conversation-mark" title=${words}>${icon(name)}<span class="sr">${words}</span></span>`;

/** One count, and before it whether somebody calls me. */
const counts = ({ unread, mentions }: ConversationItem): TemplateResult | typeof nothing =>
  unread === 0
    ? nothing
    : html`${mentions > 0 ? html`<span class="conversation-at" aria-hidden="true">@</span>` : nothing}<span
          class="count num"
          aria-hidden="true"
          >${unread > 999 ? '999+' : numberText(unread)}</span
        ><span class="sr">${countWords(unread, mentions)}</span>`;

const pin = ({ room, name, pinned }: ConversationItem, tab: 0 | -1, actions: Actions): TemplateResult => {
  const label = pinned ? t('Unpin {0}', name) : t('Pin {0}', name);
  return html`<button
    type="button"
    class="icon-btn conversation-pin"
    data-pin=${room}
    aria-label=${label}
    title=${pinned ? t('Unpin') : t('Pin')}
    .tabIndex=${live(tab)}
    @click=${() => actions.pin(room, pinned !== true)}
  >
    ${icon(pinned ? 'pinned' : 'pin')}
  </button>`;
};

/** For the menu of the editor, which runs its commands with this. */
const contextOf = (item: ConversationItem): string => {
  const { room, kind, readOnly, muted, pinned, unread } = item;
  const over = overOf(readOnly) ?? 'joined';
  const flags = [
    kind === 'direct' ? 'direct' : `room;${over}`,
    leaveDenial(item) === undefined && 'leave',
    roomDeletionDenial(item) === undefined && 'delete',
    muted && 'muted',
    pinned && 'pinned',
    unread > 0 && 'unread',
  ];
  return JSON.stringify({
    webviewSection: 'conversation',
    webviewItem: flags.filter(Boolean).join(';'),
    room,
    preventDefaultContextMenuItems: true,
  });
};
