import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isBlank } from '../../common/text/index.ts';
import { emojiGroups, emojiIn, findEmoji, oftenUsed, type EmojiGroup, type Found } from '../compose/emoji.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import type { EmojiPick } from '../state/popup.ts';
import { pickerKey } from './emoji-picker-keys.ts';
import { icon } from './parts.ts';
import type { Actions } from './view.ts';

/** How many are offered without a group, and for a search. */
const maxRecent = 48;

export interface PickerOptions {
  readonly label: string;
  readonly pick: EmojiPick;
  /** What was taken before, the newest first. */
  readonly recent: readonly string[];
  readonly isPressed: (picture: string) => boolean;
  readonly choose: (picture: string) => void;
}

/** Asks for an emoji: one used before, one of a group, or one that is looked for by its name. */
export const emojiPicker = (options: PickerOptions, actions: Actions): TemplateResult => {
  const { label, pick, recent, isPressed, choose } = options;
  const { query, group } = pick;
  const isSearch = !isBlank(query);
  const offered = isSearch ? findEmoji(query.trim(), maxRecent) : offeredIn(group, recent);
  const [first] = offered;
  const chooseFirst = (): void => {
    if (first !== undefined) choose(first.emoji.picture);
  };
  const pressed = offered.map(({ emoji }) => isPressed(emoji.picture));
  return html`<div
    class="pop picker"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${label}
    @keydown=${onKeys((event) => pickerKey(event, actions, chooseFirst))}
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
        @input=${({ currentTarget }: Event) => actions.pickEmoji({ query: (currentTarget as HTMLInputElement).value })}
      />
    </div>
    <div class="picker-groups" role="tablist" aria-label=${t('Categories')}>
      ${(['recent', ...emojiGroups] as const).map((one) => tab(one, !isSearch && one === group, actions))}
    </div>
    ${guard([query, group, recent, pressed.indexOf(true), pressed.filter(Boolean).length], () => grid(offered, isSearch ? t('Search results') : groupText(group), pressed, choose))}
    ${first === undefined ? html`<p role="status">${t('No matching emoji')}</p>` : nothing}
  </div>`;
};

const offeredIn = (group: EmojiPick['group'], recent: readonly string[]): readonly Found[] =>
  group === 'recent' ? oftenUsed(recent, maxRecent) : emojiIn(group);

const tab = (group: EmojiPick['group'], selected: boolean, actions: Actions): TemplateResult =>
  html`<button
    type="button"
    role="tab"
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    aria-label=${groupText(group)}
    title=${groupText(group)}
    @click=${() => actions.pickEmoji({ query: '', group })}
  >
    ${icons[group] === undefined ? icon('history') : icons[group]}
  </button>`;

const grid = (
  offered: readonly Found[],
  label: string,
  pressed: readonly boolean[],
  choose: (picture: string) => void,
): TemplateResult =>
  html`<div class="picker-grid" role="group" aria-label=${label}>
    ${offered.map(
      ({ emoji: { picture }, name }, index) =>
        html`<button
          type="button"
          tabindex=${index === 0 ? 0 : -1}
          aria-pressed=${pressed[index] ?? false}
          title=${`:${name}:`}
          @click=${() => choose(picture)}
        >
          ${picture}
        </button>`,
    )}
  </div>`;

const icons: Readonly<Record<EmojiPick['group'], string | undefined>> = {
  recent: undefined,
  faces: '😀',
  people: '👋',
  nature: '🌿',
  food: '🍎',
  travel: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '💯',
  flags: '🏁',
};

const groupText = (group: EmojiGroup | 'recent'): string => {
  switch (group) {
    case 'recent':
      return t('Recently used');
    case 'faces':
      return t('Smileys');
    case 'people':
      return t('People');
    case 'nature':
      return t('Animals and nature');
    case 'food':
      return t('Food and drink');
    case 'travel':
      return t('Travel and places');
    case 'activities':
      return t('Activities');
    case 'objects':
      return t('Objects');
    case 'symbols':
      return t('Symbols');
    case 'flags':
      return t('Flags');
  }
};
