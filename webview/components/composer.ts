import { html, nothing, type TemplateResult } from 'lit';
import { viewLimits, type Header, type Quote } from '../../common/protocol/view/index.ts';
import { canSend } from '../compose/limits.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { readOnlyText } from '../text/lines.ts';
import { icon } from './parts.ts';
import { textArea } from './toolkit.ts';
import type { Actions, View, WriterActions } from './view.ts';

/** Characters left at which it begins to matter. */
const nearCap = 500;

/** Where one writes; or why one cannot. */
export const composer = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div class="composer-wrap column">
    ${conversation.readOnly === undefined ? field(view, conversation, actions.writer) : notice(conversation.readOnly)}
  </div>`;

const notice = (why: NonNullable<Header['readOnly']>): TemplateResult =>
  html`<div class="composer is-paused">
    <div class="composer-note" role="note">${icon('circle-slash')}<span>${readOnlyText(why)}</span></div>
  </div>`;

const field = (view: View, { name }: Header, writer: WriterActions): TemplateResult => {
  const { text, reply } = view.writing;
  const label = t('Message {0}', name);
  const ready = canSend(text);
  return html`<div class="composer">
    ${reply === undefined ? nothing : replyBar(view, reply, writer)}
    <div class="composer-row">
      ${textArea({
        label,
        placeholder: label,
        value: text,
        onInput: (typed, composing) => writer.input(typed, composing),
        onKeydown: (event) => writer.key(event),
      })}
      <button
        type="button"
        class="icon-btn send ${ready ? 'is-ready' : ''}"
        aria-label=${t('Send')}
        title=${t('Send')}
        ?disabled=${!ready}
        @click=${() => writer.submit()}
      >
        ${icon('send')}
      </button>
    </div>
    ${hint(text.length)}
  </div>`;
};

/** Which message this one will answer. */
const replyBar = (view: View, { author, content }: Quote, writer: WriterActions): TemplateResult =>
  html`<div class="reply-bar">
    ${icon('reply')}
    <span class="cut grow" dir="auto">
      <span class="reply-to ${view.colour(author?.identity ?? '')}">${t('Reply to {0}', author?.username ?? '')}</span>
      ${content}
    </span>
    <button
      type="button"
      class="icon-btn"
      aria-label=${t('Cancel Reply')}
      title=${t('Cancel Reply')}
      @click=${() => writer.cancelReply()}
    >
      ${icon('close')}
    </button>
  </div>`;

const hint = (length: number): TemplateResult | typeof nothing => {
  const left = viewLimits.content - length;
  if (left >= nearCap) return nothing;
  const words =
    left >= 0 ? t('{0} characters left', numberText(left)) : t('Too long by {0} characters', numberText(-left));
  return html`<p class="composer-hint ${left < 0 ? 'is-over' : ''}">${words}</p>`;
};
