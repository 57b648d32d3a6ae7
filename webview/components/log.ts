import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Header } from '../../common/protocol/view/index.ts';
import type { EventItem, Item } from '../state/layout.ts';
import type { Note } from '../state/state.ts';
import { t } from '../l10n.ts';
import { dayText, momentText, numberText } from '../text/format.ts';
import { eventText } from '../text/lines.ts';
import { message, type Place } from './message.ts';
import { act, icon } from './parts.ts';
import { emptyRoom } from './screens.ts';
import type { Actions, View } from './view.ts';

/** The conversation. Only this scrolls; screen readers hear of news from a region of their own. */
export const log = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div
    class="log"
    role="log"
    aria-live="off"
    aria-label=${t('Messages in {0}', conversation.name)}
    @scroll=${() => actions.logScrolled()}
    @keydown=${(event: KeyboardEvent) => actions.logKey(event)}
    @focusin=${(event: FocusEvent) => actions.logFocus(event)}
  >
    ${guard([view.items, view.current, view.colours], () => lines(view, conversation, actions))}
  </div>`;

/** Drawn only when something in it has changed: not while one types or scrolls. */
const lines = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const places = placesOf(view);
  const draw = (item: Item): TemplateResult => line(view, item, places, actions);
  return html`<div class="log-start">${top(view)} ${places.size === 0 ? emptyRoom(view, conversation) : nothing}</div>
    ${repeat(isBare(view) ? [] : view.items, (item) => item.key, draw)}`;
};

/** Nothing has happened yet but what the empty state says anyway: that I made the room. */
const isBare = ({ items }: View): boolean =>
  items.every((item) => item.kind === 'day' || (item.kind === 'event' && item.event === 'created' && item.own));

/** What stands above the oldest message: nothing, or why there is no more. */
const top = ({ state }: View): TemplateResult | typeof nothing =>
  state.loadingOlder ? html`<p class="older">${t('Loading older messages…')}</p>` : nothing;

type Places = ReadonlyMap<string, number>;
const placesOf = ({ items }: View): Places =>
  new Map(items.filter((item) => item.kind === 'message').map((item, index) => [item.key, index + 1]));

const line = (view: View, item: Item, places: Places, actions: Actions): TemplateResult => {
  switch (item.kind) {
    case 'day':
      return html`<div class="day" role="separator" aria-label=${dayText(item.at)}>
        <span>${dayText(item.at)}</span>
      </div>`;
    case 'event':
      return event(item);
    case 'note':
      return note(item, actions);
    case 'message': {
      const place: Place = { position: places.get(item.key) ?? 1, size: view.state.hasOlder ? -1 : places.size };
      return message(view, item, place, actions);
    }
  }
};

const eventIcons = { created: 'add', joined: 'arrow-right', left: 'arrow-left', closed: 'circle-slash' } as const;

const event = (item: EventItem): TemplateResult =>
  html`<p class="event" title=${momentText(item.at)}>
    ${icon(eventIcons[item.event])}<span dir="auto">${eventText(item)}</span>
  </p>`;

/** Only I see it: it is an answer, not a message. */
const note = (item: Note, actions: Actions): TemplateResult =>
  html`<div class="event note">
    ${icon('info')}
    <div class="note-text" dir="auto">${item.text}</div>
    ${act(t('Dismiss'), () => actions.discard(item.key), 'calm')}
  </div>`;

/** Only while later messages lie below what is being read. */
export const jumpPill = ({ unseen }: View, actions: Actions): TemplateResult | typeof nothing =>
  unseen === 0
    ? nothing
    : html`<button type="button" class="jump" @click=${() => actions.jump()}>
        ${icon('arrow-down')}${t('{0} new', numberText(unseen))}
      </button>`;
