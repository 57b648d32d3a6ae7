import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { viewLimits } from '../../common/protocol/view/index.ts';
import { onKeys } from '../keys/guard.ts';
import { hasModifier } from '../keys/letter.ts';
import { t } from '../l10n.ts';
import { findingText } from '../text/finding.ts';
import { icon } from './parts.ts';
import type { Actions, FindActions, View } from './view.ts';

/** Looks for a text in the conversation: as the editor does it in a file. */
export const find = ({ finding }: View, { finder }: Actions): TemplateResult | typeof nothing => {
  if (finding === undefined) return nothing;
  const none = finding.hits.length === 0;
  const missing = none && (finding.phase === 'done' || finding.phase === 'failed');
  return html`<div
    class="find"
    role="search"
    aria-label=${t('Find in Conversation')}
    @keydown=${onKeys((event) => onKey(event, finder))}
  >
    <input
      type="text"
      class="input"
      aria-label=${t('Find')}
      placeholder=${t('Find')}
      maxlength=${viewLimits.find}
      spellcheck="false"
      autocomplete="off"
      .value=${live(finding.text)}
      @input=${({ currentTarget }: Event) => finder.input((currentTarget as HTMLInputElement).value)}
    />
    <span class="found num ${missing ? 'is-missing' : ''}">${findingText(finding)}</span>
    ${step('arrow-up', `${t('Older match')} (Enter)`, none, () => finder.step(1))}
    ${step('arrow-down', `${t('Newer match')} (Shift+Enter)`, none, () => finder.step(-1))}
    ${step('close', `${t('Close')} (Esc)`, false, () => finder.close())}
  </div>`;
};

const step = (name: string, label: string, isOff: boolean, run: () => void): TemplateResult =>
  html`<button type="button" class="icon-btn" aria-label=${label} title=${label} ?disabled=${isOff} @click=${run}>
    ${icon(name)}
  </button>`;

const onKey = (event: KeyboardEvent, finder: FindActions): void => {
  if (hasModifier(event)) return;
  const isField = event.target instanceof HTMLInputElement;
  if (event.key === 'Escape') finder.close();
  else if (event.key === 'F3' || (event.key === 'Enter' && isField)) finder.step(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
};
