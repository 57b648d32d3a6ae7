import { isBlank } from '../../common/text/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { onKeys } from '../keys/guard.ts';
import { hasModifier, letterOf } from '../keys/letter.ts';

export interface MenuItem {
  readonly label: string;
  /** The key that does the same, as people read it. */
  readonly key?: string;
  readonly run: () => void;
}

export interface MenuOptions {
  readonly label: string;
  /** Groups of items, with a line between them; empty ones are left out. */
  readonly groups: readonly (readonly MenuItem[])[];
  /** Gives the focus back. */
  readonly dismiss: () => void;
}

/** A menu as the editor draws its own. */
export const menu = ({ label, groups, dismiss }: MenuOptions): TemplateResult =>
  html`<div
    class="pop menu"
    role="menu"
    tabindex="-1"
    data-popup
    aria-label=${label}
    @keydown=${onKeys((event) => onKey(event, dismiss))}
    @contextmenu=${(event: MouseEvent) => event.preventDefault()}
  >
    ${groups
      .filter((items) => items.length > 0)
      .map(
        (items, index) =>
          html`${index > 0 ? html`<div role="separator"></div>` : nothing} ${items.map((one) => item(one, dismiss))}`,
      )}
  </div>`;

const item = ({ label, key, run }: MenuItem, dismiss: () => void): TemplateResult =>
  html`<button
    type="button"
    role="menuitem"
    tabindex="-1"
    @mouseenter=${({ currentTarget }: MouseEvent) => (currentTarget as HTMLElement).focus()}
    @click=${() => {
      dismiss();
      run();
    }}
  >
    <span class="cut">${label}</span
    >${key === undefined ? nothing : html`<span class="kb" aria-hidden="true">${key}</span>`}
  </button>`;

const onKey = (event: KeyboardEvent, dismiss: () => void): void => {
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    dismiss();
    return;
  }
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=menuitem]')];
  const target = targetOf(event.key, all) ?? namedBy(event, all);
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
};

const targetOf = (key: string, all: readonly HTMLElement[]): HTMLElement | undefined => {
  const at = all.findIndex((one) => one === document.activeElement);
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length];
    case 'ArrowUp':
      return all.at(at < 0 ? -1 : at - 1);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default:
      return undefined;
  }
};

/** The next one whose first letter is what was typed, or what its key stands for on another keyboard. */
const namedBy = (event: KeyboardEvent, all: readonly HTMLElement[]): HTMLElement | undefined => {
  if (hasModifier(event) || Array.from(event.key).length !== 1) return undefined;
  const at = all.findIndex((one) => one === document.activeElement);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return startingWith(event.key, next) ?? startingWith(letterOf(event) ?? '', next);
};

const startingWith = (letter: string, all: readonly HTMLElement[]): HTMLElement | undefined =>
  isBlank(letter)
    ? undefined
    : all.find((one) => one.textContent.trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()));
