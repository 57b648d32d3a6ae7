import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import { t } from '../l10n.ts';
import { icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** What a message answers, in one line above it; a click goes there. */
export const quote = (view: View, item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  if (item.quote === undefined) return nothing;
  const { id, author, content, deleted } = item.quote;
  if (author === undefined)
    return html`<div class="quote is-gone">
      ${icon('reply')}<span class="cut">${t('That message isn’t on this computer.')}</span>
    </div>`;
  return html`<button
    type="button"
    class="quote ${view.colorClass(author.identity)}"
    tabindex=${item.key === view.current ? 0 : -1}
    @click=${() => actions.reveal(id)}
  >
    <span class="sr">${t('In reply to')}</span>
    <b class="cut" dir="auto">${author.username}</b>
    <span class="cut grow" dir="auto"
      >${deleted ? t('Message deleted') : (content ?? t('This message needs a newer version of P2P Chat.'))}</span
    >
  </button>`;
};
