import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import type { MarkupContext } from '../markup/context.ts';
import { t } from '../l10n.ts';
import { momentText } from '../text/format.ts';
import { act, icon } from './parts.ts';
import type { Actions } from './view.ts';

/** After a text that is not the first. */
export const editedNote = ({ edited }: MessageItem): MarkupContext['note'] =>
  edited === undefined ? undefined : { words: t('(edited)'), title: t('Edited {0}', momentText(edited)) };

/** Why the old text is still there, and what can be done with the new one. */
export const editFailure = ({ key, edit, content }: MessageItem, actions: Actions): TemplateResult | typeof nothing =>
  edit?.why === undefined
    ? nothing
    : html`<div class="failed">
        <span class="why">${icon('error')}${edit.why}</span>
        <span class="acts">
          ${
            content === undefined
              ? act(t('Copy'), () => actions.copy(edit.content), 'calm')
              : html`${act(t('Retry'), () => actions.messages.retryEdit(key))}
                ${act(t('Edit'), () => actions.messages.startEdit(key), 'calm')}`
          }
          ${act(t('Discard Change'), () => actions.messages.discardEdit(key), 'calm')}
        </span>
      </div>`;
