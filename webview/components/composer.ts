import type { Quote } from '../../common/model/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Header } from '../../common/protocol/view/index.ts';
import { charactersLeft, fitsMessage, titleOf } from '../../common/text/index.ts';
import { canSend } from '../compose/limits.ts';
import type { Writing } from '../compose/writing.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { readOnlyText } from '../text/lines.ts';
import { completionList } from './completion.ts';
import { act, icon } from './parts.ts';
import { textArea } from './toolkit.ts';
import type { Actions, View, WriterActions } from './view.ts';

/** Characters left at which it begins to matter. */
const nearCap = 500;

/** Where one writes; or why one cannot. */
export const composer = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div class="composer-wrap column">
    ${conversation.readOnly === undefined ? field(view, conversation, actions.writer) : notice(conversation.readOnly, actions)}
  </div>`;

/** Where it is over, the way back in and the way out of the list. */
const notice = (why: NonNullable<Header['readOnly']>, actions: Actions): TemplateResult =>
  html`<div class="composer is-paused">
    <div class="composer-note" role="note">${icon('circle-slash')}<span>${readOnlyText(why)}</span></div>
    ${why === 'left' || why === 'closed' ? html`<div class="composer-acts">${ways(why, actions)}</div>` : nothing}
  </div>`;

const ways = (why: 'left' | 'closed', actions: Actions): TemplateResult =>
  html`${why === 'left' ? act(t('Join Again'), () => actions.command('joinRoom')) : nothing}
  ${act(t('Remove from List'), () => actions.command('removeRoom'), 'calm')}`;

const field = (view: View, conversation: Header, writer: WriterActions): TemplateResult => {
  const { text, reply, editing, completion } = view.writing;
  const label = t('Message {0}', titleOf(conversation));
  const ready = editing === undefined ? canSend(text) : fitsMessage(text);
  const does = editing === undefined ? t('Send') : t('Save');
  return html`<div class="composer">
    ${completion === undefined ? nothing : completionList(view, completion, writer)}
    ${reply === undefined ? nothing : replyBar(view, reply, writer)}
    ${editing === undefined ? nothing : editBar(editing.message, writer)}
    <div class="composer-row">
      ${textArea({
        label,
        placeholder: label,
        value: text,
        onInput: (typed, composing) => writer.input(typed, composing),
        onKeydown: (event) => writer.key(event),
        onCaret: () => writer.caretMoved(),
        onBlur: () => writer.left(),
      })}
      <button
        type="button"
        class="icon-btn send ${ready ? 'is-ready' : ''}"
        aria-label=${does}
        title=${`${does} (${view.state.appearance.sendKey === 'enter' ? 'Enter' : 'Ctrl+Enter'})`}
        ?disabled=${!ready}
        @click=${() => writer.submit()}
      >
        ${icon(editing === undefined ? 'send' : 'check')}
      </button>
    </div>
    ${hint(view.writing, writer)}
  </div>`;
};

/** Which message this one will answer. */
const replyBar = (view: View, { author, content, deleted }: Quote, writer: WriterActions): TemplateResult =>
  html`<div class="reply-bar">
    ${icon('reply')}
    <span class="cut grow" dir="auto">
      <span class="reply-to ${view.colour(author?.identity ?? '')}">${t('Reply to {0}', author?.username ?? '')}</span>
      ${deleted ? t('Message deleted') : content}
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

/** Which message gets another text. */
const editBar = ({ content }: Quote, writer: WriterActions): TemplateResult =>
  html`<div class="reply-bar">
    ${icon('edit')}
    <span class="cut grow" dir="auto"><span class="reply-to">${t('Editing')}</span> ${content}</span>
    <button
      type="button"
      class="icon-btn"
      aria-label=${t('Cancel Editing')}
      title=${t('Cancel Editing')}
      @click=${() => writer.cancelEdit()}
    >
      ${icon('close')}
    </button>
  </div>`;

const hint = ({ text, held }: Writing, writer: WriterActions): TemplateResult | typeof nothing => {
  if (held !== undefined)
    return html`<div class="composer-hint" role="status">
      <span class="grow">${held.why}</span
      >${held.asText ? act(t('Send as Text'), () => writer.submitAsText()) : nothing}
    </div>`;
  const left = charactersLeft(text);
  if (left >= nearCap) return nothing;
  return left >= 0
    ? hintLine(t('{0} characters left', numberText(left)), '')
    : hintLine(t('Too long by {0} characters', numberText(-left)), 'is-over');
};

const hintLine = (words: string, look: string): TemplateResult => html`<p class="composer-hint ${look}">${words}</p>`;
