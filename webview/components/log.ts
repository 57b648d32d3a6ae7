import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Header } from '../../common/protocol/view/index.ts';
import { titleOf } from '../../common/text/index.ts';
import type { Item } from '../state/layout.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { numberText, sinceText } from '../text/format.ts';
import { inOrder } from './in-order.ts';
import { line } from './line.ts';
import { act, icon } from './parts.ts';
import { emptyRoom } from './empty-room.ts';
import type { Actions, View } from './view.ts';

/** The conversation. Only this scrolls; screen readers hear of news from a region of their own. */
export const log = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div
    class="log"
    role="log"
    aria-live="off"
    aria-label=${t('Messages in {0}', titleOf(conversation))}
    @scroll=${() => actions.logScrolled()}
    @scrollend=${() => actions.logScrollEnded()}
    @keydown=${onKeys((event) => actions.logKey(event))}
    @focusin=${(event: FocusEvent) => actions.logFocus(event)}
  >
    <div class="log-start">
      ${isSilent(view) ? emptyRoom(view, conversation, actions) : nothing} ${above(view, actions)}
    </div>
    <div class="lines"><div class="run">${isBare(view) ? nothing : lines(view, actions)}</div></div>
    ${below(view, actions)}
  </div>`;

/** Only what is near to what is in sight; of that, each line only when it has changed. */
const lines = (view: View, actions: Actions): unknown => {
  const { items, span, apart, state } = view;
  const before = apart !== undefined && apart < span.first ? items.slice(apart, apart + 1) : [];
  const after = apart !== undefined && apart > span.last ? items.slice(apart, apart + 1) : [];
  const shown = [...before, ...items.slice(span.first, span.last + 1), ...after];
  const positions = positionsOf(view);
  const size = state.hasOlder || state.hasNewer ? -1 : messagesIn(items, 0, items.length);
  const draw = (item: Item): TemplateResult => {
    const place = { position: positions.get(item) ?? 1, size };
    const isApart = apart !== undefined && item === items[apart];
    const looks = [
      item,
      place.position,
      size,
      item.key === view.current,
      item.key === view.found,
      view.colorVersion,
      view.today,
    ];
    return html`<div class="row ${isApart ? 'is-apart' : ''}" data-row=${item.key}>
      ${guard([...looks, state.namesakes, state.appearance, state.canInsert, state.header?.readOnly], () => line(view, item, place, actions))}
    </div>`;
  };
  return inOrder(shown, (item) => item.key, draw);
};

const messagesIn = (items: readonly Item[], from: number, to: number): number => {
  let count = 0;
  for (let index = from; index < to; index++) if (items[index]?.kind === 'message') count++;
  return count;
};

/** Of each message that is drawn, the place among all of the page. */
const positionsOf = ({ items, span, apart }: View): ReadonlyMap<Item, number> => {
  const positions = new Map<Item, number>();
  const place = (from: number, to: number): void => {
    let position = messagesIn(items, 0, from);
    for (let index = from; index <= to; index++) {
      const item = items[index];
      if (item?.kind === 'message') positions.set(item, ++position);
    }
  };
  place(span.first, span.last);
  if (apart !== undefined) place(apart, apart);
  return positions;
};

/** People may have come and gone, but nobody has said anything. */
const isSilent = ({ items }: View): boolean => items.every(({ kind }) => kind === 'day' || kind === 'event');

/** Nothing has happened yet but what the empty state says anyway: that I made the room. */
const isBare = ({ items }: View): boolean =>
  items.every((item) => item.kind === 'day' || (item.kind === 'event' && item.event === 'created' && item.own));

/** What stands above the oldest message: nothing, or why there is no more. It keeps its height while that changes. */
const above = ({ state }: View, actions: Actions): TemplateResult | typeof nothing => {
  if (!state.hasOlder) return nothing;
  if (state.loadFailed === 'older') return failure(t('Couldn’t load older messages.'), 'older', actions);
  return html`<p class="older">${state.loadingOlder ? t('Loading older messages…') : nothing}</p>`;
};

const below = ({ state }: View, actions: Actions): TemplateResult | typeof nothing => {
  if (!state.hasNewer) return nothing;
  if (state.loadFailed === 'newer') return failure(t('Couldn’t load newer messages.'), 'newer', actions);
  return html`<p class="older">${state.loadingNewer ? t('Loading newer messages…') : nothing}</p>`;
};

const failure = (words: string, side: 'older' | 'newer', actions: Actions): TemplateResult =>
  html`<p class="older" role="status">${words} ${act(t('Retry'), () => actions.reload(side))}</p>`;

/** Only while later messages lie below what is being read. */
export const jumpPill = (view: View, actions: Actions): TemplateResult | typeof nothing => {
  if (view.unseen === 0 && !view.isFar) return nothing;
  const words = view.unseen === 0 ? t('Jump to latest') : t('{0} new', numberText(view.unseen));
  return html`<button type="button" class="jump" aria-busy=${view.state.jumping} @click=${() => actions.jumpToLatest()}>
    ${icon('arrow-down')}<span class="cut">${words}</span>
  </button>`;
};

/** Only while more is unread than what has been loaded. */
export const unreadPill = (view: View, actions: Actions): TemplateResult | typeof nothing => {
  const { unreadAbove, find: findState, notice, state } = view;
  if (!unreadAbove || findState !== undefined || notice !== undefined || state.jumping) return nothing;
  const since = state.newSince === undefined ? '' : sinceText(state.newSince.at);
  return html`<div class="to-unread">
    <button type="button" title=${since} @click=${() => actions.history.toUnread()}>
      ${icon('arrow-up')}<span class="cut">${t('First unread')}</span>
    </button>
    <button
      type="button"
      class="icon-btn"
      aria-label=${t('Dismiss')}
      title=${t('Dismiss')}
      @click=${() => actions.history.dismissUnread()}
    >
      ${icon('close')}
    </button>
  </div>`;
};
