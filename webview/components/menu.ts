import { html, nothing, type TemplateResult } from 'lit';

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
    @keydown=${(event: KeyboardEvent) => onKey(event, dismiss)}
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
  const target = targetOf(event.key, all);
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
      return key.length === 1 ? startingWith(key, [...all.slice(at + 1), ...all.slice(0, at + 1)]) : undefined;
  }
};

const startingWith = (letter: string, all: readonly HTMLElement[]): HTMLElement | undefined =>
  letter.trim() === ''
    ? undefined
    : all.find((one) => one.textContent.trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()));
