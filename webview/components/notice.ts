import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../l10n.ts';
import { icon } from './parts.ts';
import type { View } from './view.ts';

/** Over the conversation, for a while: that somebody is being led elsewhere in it, or why not. */
export const notice = ({ notice: words, state }: View): TemplateResult | typeof nothing => {
  const shown = words ?? (state.jumping ? t('Finding the message…') : undefined);
  return shown === undefined
    ? nothing
    : html`<p class="notice" role="status">${icon(words === undefined ? 'loading' : 'info')}<span>${shown}</span></p>`;
};
