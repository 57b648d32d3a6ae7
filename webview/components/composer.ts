import type { Quote } from '../../common/model/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { overOf } from '../../common/membership/access-policy.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import { fitsMessage, titleOf } from '../../common/text/index.ts';
import { canSend } from '../compose/limits.ts';
import { t } from '../l10n.ts';
import { startOfPicker } from '../state/popup.ts';
import { withShift } from '../text/keys.ts';
import { readOnlyText } from '../text/lines.ts';
import { completionList } from './completion.ts';
import { composerHint } from './composer-hint.ts';
import { act, icon } from './parts.ts';
import { textArea } from './toolkit.ts';
import type { Actions, View, ComposerActions } from './view.ts';

/** Where one writes; or why one cannot. */
export const composer = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<div class="composer-wrap column">
    ${conversation.readOnly === undefined ? field(view, conversation, actions) : notice(conversation.readOnly, actions)}
  </div>`;

/** Where it is over, the way back in and the way out of the list. */
const notice = (why: NonNullable<Header['readOnly']>, actions: Actions): TemplateResult => {
  const over = overOf(why);
  return html`<div class="composer is-paused">
    <div class="composer-note" role="note">${icon('circle-slash')}<span>${readOnlyText(why)}</span></div>
    ${over === undefined ? nothing : html`<div class="composer-acts">${ways(over, actions)}</div>`}
  </div>`;
};

const ways = (why: 'left' | 'closed', actions: Actions): TemplateResult =>
  html`${why === 'left' ? act(t('Join Again'), () => actions.command('joinRoom')) : nothing}
  ${act(t('Remove from List'), () => actions.command('removeRoom'), 'calm')}`;

const field = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const { composer: controller } = actions;
  const { text, reply, editing, completion } = view.composer;
  const label = t('Message {0}', titleOf(conversation));
  const ready = editing === undefined ? canSend(text) : fitsMessage(text);
  const does = editing === undefined ? t('Send') : t('Save');
  return html`<div class="composer">
    ${completion === undefined ? nothing : completionList(view, completion, controller)}
    ${reply === undefined ? nothing : replyBar(view, reply, controller)}
    ${editing === undefined ? nothing : editBar(editing.message, controller)}
    <div class="composer-row">
      ${textArea({
        label,
        placeholder: view.narrow ? t('Message') : label,
        value: text,
        onInput: (typed, composing) => controller.input(typed, composing),
        onKeydown: (event) => controller.key(event),
        onCaret: () => controller.caretMoved(),
        onBlur: () => controller.blurred(),
        onTyping: (typed) => controller.edits.typed(typed),
        onPaste: (event) => controller.paste.paste(event),
      })}
    </div>
    ${composerHint(view.composer, controller)}
    <div class="composer-bar">
      ${barButton('smiley', t('Emoji'), (event) => openEmoji(event, actions), 'dialog')}
      ${barButton('mention', t('Mention'), () => controller.edits.mention())}
      ${barButton('code', t('Code'), () => controller.edits.code(), undefined, withShift('E'))}
      <button
        type="button"
        class="icon-btn send ${ready ? 'is-ready' : ''}"
        aria-label=${does}
        title=${`${does} (${view.state.appearance.sendKey === 'enter' ? 'Enter' : 'Ctrl+Enter'})`}
        ?disabled=${!ready}
        @click=${() => controller.submit()}
      >
        ${icon(editing === undefined ? 'send' : 'check')}
      </button>
    </div>
  </div>`;
};

/** Does something with the text: the focus stays in the field, or comes there, except into what it opens. */
const barButton = (
  name: string,
  label: string,
  onClick: (event: Event) => void,
  opens?: 'dialog',
  key?: string,
): TemplateResult =>
  html`<button
    type="button"
    class="icon-btn"
    aria-label=${label}
    aria-haspopup=${opens ?? nothing}
    title=${key === undefined ? label : `${label} (${key})`}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;

const openEmoji = ({ currentTarget }: Event, actions: Actions): void =>
  actions.popup({ kind: 'emoji', at: (currentTarget as Element).getBoundingClientRect(), ...startOfPicker }, true);

/** Which message this one will answer. */
const replyBar = (view: View, { author, content, deleted }: Quote, controller: ComposerActions): TemplateResult =>
  html`<div class="reply-bar">
    ${icon('reply')}
    <span class="cut grow" dir="auto">
      <span class="reply-to ${view.colorClass(author?.identity ?? '')}"
        >${t('Reply to {0}', author?.username ?? '')}</span
      >
      ${deleted ? t('Message deleted') : content}
    </span>
    <button
      type="button"
      class="icon-btn"
      aria-label=${t('Cancel Reply')}
      title=${t('Cancel Reply')}
      @click=${() => controller.cancelReply()}
    >
      ${icon('close')}
    </button>
  </div>`;

/** Which message gets another text. */
const editBar = ({ content }: Quote, controller: ComposerActions): TemplateResult =>
  html`<div class="reply-bar">
    ${icon('edit')}
    <span class="cut grow" dir="auto"><span class="reply-to">${t('Editing')}</span> ${content}</span>
    <button
      type="button"
      class="icon-btn"
      aria-label=${t('Cancel Editing')}
      title=${t('Cancel Editing')}
      @click=${() => controller.cancelEdit()}
    >
      ${icon('close')}
    </button>
  </div>`;
