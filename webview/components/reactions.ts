import { html, nothing, type TemplateResult } from 'lit';
import type { Reaction } from '../../common/protocol/view/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { t } from '../l10n.ts';
import { listText, momentText, numberText } from '../text/format.ts';

/** Under a message: what it got, with how many and who. */
export const reactions = ({ reactions: all = [] }: MessageItem): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<ul class="reactions" aria-label=${t('Reactions')}>
        ${all.map(pill)}
      </ul>`;

const pill = (reaction: Reaction): TemplateResult => {
  const who = whoText(reaction);
  return html`<li class="reaction ${reaction.mine ? 'is-mine' : ''}" title=${who}>
    <span aria-hidden="true">${reaction.emoji} <span class="num">${numberText(reaction.count)}</span></span>
    <span class="sr">${reaction.emoji} ${who}</span>
  </li>`;
};

/** "Ana, Bia and 3 others". */
const whoText = ({ users, count }: Reaction): string => {
  const more = count - users.length;
  return listText(more > 0 ? [...users, t('{0} others', numberText(more))] : users);
};

/** After a text that is not the first. */
export const editedNote = ({ edited }: MessageItem): TemplateResult | typeof nothing =>
  edited === undefined
    ? nothing
    : html`<span class="msg-edited" title=${t('Edited {0}', momentText(edited))}>${t('(edited)')}</span>`;
