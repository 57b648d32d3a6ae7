import { html, nothing, type TemplateResult } from 'lit';
import type { Reaction } from '../../common/model/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { listText, numberText } from '../text/format.ts';
import { areaOf, mayReact, moveInside, openPicker } from './message-actions.ts';
import { icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Under a message: what it got, with how many and who. A press adds mine, or takes it back. */
export const reactions = (view: View, item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  const { key, reactions: all = [] } = item;
  if (all.length === 0) return nothing;
  const tab = key === view.current ? 0 : -1;
  const may = mayReact(view, item);
  const press = ({ emoji }: Reaction): void => actions.messages.toggleReaction(key, emoji);
  return html`<ul class="reactions" aria-label=${t('Reactions')} @keydown=${onKeys(moveInside)}>
    ${all.map((one) => html`<li>${may ? pressable(one, tab, () => press(one)) : still(one)}</li>`)}
    ${may ? html`<li>${add(tab, (event) => openPicker(item, areaOf(event), actions))}</li>` : nothing}
  </ul>`;
};

const pressable = (reaction: Reaction, tab: number, press: () => void): TemplateResult =>
  html`<button
    type="button"
    class="reaction"
    tabindex=${tab}
    aria-pressed=${reaction.mine}
    title=${whoText(reaction)}
    @click=${press}
  >
    ${count(reaction)}
  </button>`;

/** Where one cannot write. */
const still = (reaction: Reaction): TemplateResult =>
  html`<span class="reaction ${reaction.mine ? 'is-mine' : ''}" title=${whoText(reaction)}>${count(reaction)}</span>`;

const count = (reaction: Reaction): TemplateResult =>
  html`<span aria-hidden="true">${reaction.emoji} <span class="num">${numberText(reaction.count)}</span></span
    ><span class="sr">${reaction.emoji} ${whoText(reaction)}</span>`;

const add = (tab: number, open: (event: MouseEvent) => void): TemplateResult =>
  html`<button
    type="button"
    class="reaction add"
    tabindex=${tab}
    aria-label=${t('Add Reaction')}
    aria-haspopup="dialog"
    title=${t('Add Reaction')}
    @click=${open}
  >
    ${icon('smiley')}
  </button>`;

/** "Ana, Bia and 3 others". */
const whoText = ({ users, count: all }: Reaction): string => {
  const more = all - users.length;
  return listText(more > 0 ? [...users, t('{0} others', numberText(more))] : users);
};
