import { html, nothing, type TemplateResult } from 'lit';
import { viewLimits, type Header } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { readOnlyText } from '../text/lines.ts';
import { icon } from './parts.ts';
import { textArea } from './toolkit.ts';
import type { Actions, View } from './view.ts';

/** Characters left at which it begins to matter. */
const nearCap = 500;

/** Something to send that fits. */
export const canSend = (text: string): boolean => text.trim() !== '' && text.length <= viewLimits.content;

/** Where one writes; or why one cannot. */
export const composer = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div class="composer-wrap column">
    ${conversation.readOnly === undefined ? field(view, conversation, actions) : notice(conversation.readOnly)}
  </div>`;

const notice = (why: NonNullable<Header['readOnly']>): TemplateResult =>
  html`<div class="composer is-paused">
    <div class="composer-note" role="note">${icon('circle-slash')}<span>${readOnlyText(why)}</span></div>
  </div>`;

const field = ({ draft }: View, { name }: Header, actions: Actions): TemplateResult => {
  const label = t('Message {0}', name);
  const ready = canSend(draft);
  return html`<div class="composer">
    <div class="composer-row">
      ${textArea({
        label,
        placeholder: label,
        value: draft,
        onInput: (text) => actions.input(text),
        onKeydown: (event) => {
          if (!sends(event)) return;
          event.preventDefault();
          actions.submit();
        },
      })}
      <button
        type="button"
        class="icon-btn send ${ready ? 'is-ready' : ''}"
        aria-label=${t('Send')}
        title=${t('Send')}
        ?disabled=${!ready}
        @click=${() => actions.submit()}
      >
        ${icon('send')}
      </button>
    </div>
    ${hint(draft.length)}
  </div>`;
};

/** Enter alone; not while an input method is still composing (229 is what some of them report). */
const sends = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !event.isComposing &&
  event.keyCode !== 229 &&
  !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);

const hint = (length: number): TemplateResult | typeof nothing => {
  const left = viewLimits.content - length;
  if (left >= nearCap) return nothing;
  const words =
    left >= 0 ? t('{0} characters left', numberText(left)) : t('Too long by {0} characters', numberText(-left));
  return html`<p class="composer-hint ${left < 0 ? 'is-over' : ''}">${words}</p>`;
};
