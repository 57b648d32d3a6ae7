import { html, nothing, type TemplateResult } from 'lit';
import type { EventItem, Item } from '../state/layout.ts';
import type { Note } from '../state/state.ts';
import { t } from '../l10n.ts';
import { dayText, momentText, sinceText } from '../text/format.ts';
import { eventText } from '../text/lines.ts';
import { aside, missing } from './gaps.ts';
import { helpCard } from './help-card.ts';
import { message, type Place } from './message.ts';
import { act, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** One line of the conversation, whatever it is. */
export const line = (view: View, item: Item, place: Place, actions: Actions): TemplateResult => {
  switch (item.kind) {
    case 'day':
      return day(item.at, actions);
    case 'new':
      return html`<div class="new" role="separator" aria-label=${sinceText(item.at)}>
        <span>${sinceText(item.at)}</span>
      </div>`;
    case 'missing':
      return missing(item);
    case 'aside':
      return aside(item, actions);
    case 'event':
      return event(item);
    case 'note':
      return note(view, item, actions);
    case 'message':
      return message(view, item, place, actions);
  }
};

/** For the pointer a way to other days; keys have one in the menu of the room. */
const day = (at: number, actions: Actions): TemplateResult => {
  const open = ({ currentTarget }: Event): void =>
    actions.popup({ kind: 'date', at: (currentTarget as Element).getBoundingClientRect(), day: at }, true);
  return html`<div class="day">
    <span class="sr" role="separator" aria-label=${dayText(at)}></span>
    <button type="button" tabindex="-1" aria-hidden="true" title=${t('Go to Date…')} @click=${open}>
      ${dayText(at)}
    </button>
  </div>`;
};

const eventIcons = { created: 'add', joined: 'arrow-right', left: 'arrow-left', closed: 'circle-slash' } as const;

const event = (item: EventItem): TemplateResult =>
  html`<p class="event" title=${momentText(item.at)}>
    ${icon(eventIcons[item.event])}<span dir="auto">${eventText(item)}</span>
  </p>`;

/** Only I see it: it is an answer, not a message. */
const note = (view: View, item: Note, actions: Actions): TemplateResult => {
  const { person } = item;
  return html`<div class="event note">
    ${icon('info')} ${item.help ? helpCard(view) : html`<div class="note-text" dir="auto">${item.text}</div>`}
    <span class="note-do">
      ${person === undefined ? nothing : act(t('Open'), () => actions.command('messagePerson', person))}
      ${act(t('Dismiss'), () => actions.discard(item.key), 'calm')}
    </span>
  </div>`;
};
