import { html, type TemplateResult } from 'lit';
import { onKeys } from '../keys/guard.ts';

export interface DialogOptions {
  readonly className: string;
  readonly label: string;
  /** Gives the focus back. */
  readonly dismiss: () => void;
  /** Any key but Escape. */
  readonly onKey?: (event: KeyboardEvent) => void;
  readonly onFocus?: (event: FocusEvent) => void;
}

/** What floats over the page and is no menu: Escape closes it, and no key of it reaches what is below. */
export const dialog = (
  { className, label, dismiss, onKey, onFocus }: DialogOptions,
  content: unknown,
): TemplateResult => {
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') dismiss();
    else onKey?.(event);
  };
  return html`<div
    class="pop ${className}"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${label}
    @keydown=${onKeys(key)}
    @focusin=${onFocus}
  >
    ${content}
  </div>`;
};
