import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { viewLimits } from '../../common/protocol/view/index.ts';
import { onKeys } from '../keys/guard.ts';
import { hasModifier } from '../keys/letter.ts';
import { t } from '../l10n.ts';
import { findText } from '../text/find.ts';
import { icon } from './parts.ts';
import type { Actions, FindActions, View } from './view.ts';

/** Looks for a text in the conversation: as the editor does it in a file. */
export const find = ({ find: state }: View, { find: controller }: Actions): TemplateResult | typeof nothing => {
  if (state === undefined) return nothing;
  const none = state.hits.length === 0;
  const missing = none && (state.phase === 'done' || state.phase === 'failed');
  return html`<div
    class="find"
    role="search"
    aria-label=${t('Find in Conversation')}
    @keydown=${onKeys((event) => onKey(event, controller))}
  >
    <input
      type="text"
      class="input"
      aria-label=${t('Find')}
      placeholder=${t('Find')}
      maxlength=${viewLimits.find}
      spellcheck="false"
      autocomplete="off"
      .value=${live(state.text)}
      @input=${({ currentTarget }: Event) => controller.input((currentTarget as HTMLInputElement).value)}
    />
    <span class="found num ${missing ? 'is-missing' : ''}">${findText(state)}</span>
    ${step('arrow-up', `${t('Older match')} (Enter)`, none, () => controller.step(1))}
    ${step('arrow-down', `${t('Newer match')} (Shift+Enter)`, none, () => controller.step(-1))}
    ${step('close', `${t('Close')} (Esc)`, false, () => controller.close())}
  </div>`;
};

const step = (name: string, label: string, isOff: boolean, run: () => void): TemplateResult =>
  html`<button type="button" class="icon-btn" aria-label=${label} title=${label} ?disabled=${isOff} @click=${run}>
    ${icon(name)}
  </button>`;

const onKey = (event: KeyboardEvent, controller: FindActions): void => {
  if (hasModifier(event)) return;
  const isField = event.target instanceof HTMLInputElement;
  if (event.key === 'Escape') controller.close();
  else if (event.key === 'F3' || (event.key === 'Enter' && isField)) controller.step(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
};
