import { html, nothing, type TemplateResult } from 'lit';
import { isBlank } from '../../common/text/index.ts';
import { findEmoji, oftenUsed } from '../compose/emoji.ts';
import type { MessageItem } from '../state/layout.ts';
import type { Popup } from '../state/popup.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { icon } from './parts.ts';
import type { Actions } from './view.ts';

/** Emoji in a line, and how many are offered: as many for a search as without, so that nothing moves under the pointer. */
const columns = 7;
const most = 14;

/** Asks for an emoji: one of those often used, or one that is looked for by its name. */
export const reactionPicker = (
  { query }: Popup & { kind: 'reactions' },
  { key, reactions = [] }: MessageItem,
  actions: Actions,
): TemplateResult => {
  const isMine = (picture: string): boolean => reactions.some((one) => one.mine && one.emoji === picture);
  const choose = (picture: string): void => {
    actions.dismiss();
    actions.amender.react(key, picture, !isMine(picture));
  };
  const offered = isBlank(query) ? oftenUsed(most) : findEmoji(query.trim(), most);
  const [first] = offered;
  const chooseFirst = (): void => {
    if (first !== undefined) choose(first.emoji.picture);
  };
  return html`<div
    class="pop picker"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${t('Add Reaction')}
    @keydown=${onKeys((event) => onKey(event, actions, chooseFirst))}
  >
    <div class="picker-find">
      ${icon('search')}
      <input
        class="input"
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label=${t('Search emoji')}
        placeholder=${t('Search emoji')}
        .value=${query}
        @input=${({ currentTarget }: Event) => actions.findEmoji((currentTarget as HTMLInputElement).value)}
      />
    </div>
    <div class="picker-grid" role="group" aria-label=${isBlank(query) ? t('Frequently used') : t('Search results')}>
      ${offered.map(
        ({ emoji: { picture }, name }, index) =>
          html`<button
            type="button"
            tabindex=${index === 0 ? 0 : -1}
            aria-pressed=${isMine(picture)}
            title=${`:${name}:`}
            @click=${() => choose(picture)}
          >
            ${picture}
          </button>`,
      )}
    </div>
    ${first === undefined ? html`<p role="status">${t('No matching emoji')}</p>` : nothing}
  </div>`;
};

const onKey = (event: KeyboardEvent, actions: Actions, chooseFirst: () => void): void => {
  event.stopPropagation();
  if (event.key === 'Escape') {
    event.preventDefault();
    actions.dismiss();
    return;
  }
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault();
    chooseFirst();
    return;
  }
  const dialog = event.currentTarget as HTMLElement;
  const all = [...dialog.querySelectorAll<HTMLElement>('.picker-grid button')];
  const at = all.findIndex((one) => one === document.activeElement);
  const target = targetOf(event.key, at, all.length);
  if (target === undefined) return;
  event.preventDefault();
  (target < 0 ? dialog.querySelector<HTMLElement>('input') : all[target])?.focus();
};

/** Index of the emoji that a key leads to; below 0 is the field, from which only the arrow down leads away. */
const targetOf = (key: string, at: number, count: number): number | undefined => {
  if (at < 0) return key === 'ArrowDown' && count > 0 ? 0 : undefined;
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'ArrowDown':
      return Math.min(at + columns, count - 1);
    case 'ArrowUp':
      return at - columns;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
};
