import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ConversationItem } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** The conversations of the sidebar, in the order of the host. */
export const switcher = ({ state }: View, actions: Actions): TemplateResult =>
  html`<nav class="switcher" aria-label=${t('Conversations')}>
    <h2>${t('Conversations')}</h2>
    <ul>
      ${repeat(
        state.conversations,
        (item) => item.room,
        (item) => html`<li>${entry(item, actions)}</li>`,
      )}
    </ul>
  </nav>`;

const entry = ({ room, kind, name, unread }: ConversationItem, actions: Actions): TemplateResult =>
  html`<button
    type="button"
    data-room=${room}
    class="conversation ${unread > 0 ? 'is-unread' : ''}"
    @click=${() => actions.open(room)}
  >
    ${icon(kind === 'direct' ? 'account' : 'comment-discussion')}
    <span class="cut grow" dir="auto">${name}</span>
    ${
      unread > 0
        ? html`<span class="num" aria-hidden="true">${numberText(unread)}</span
            ><span class="sr">${t('{0} unread', unread)}</span>`
        : nothing
    }
  </button>`;
