import { html, type TemplateResult } from 'lit';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import type { Popup } from '../state/popup.ts';
import { button } from './toolkit.ts';
import type { Actions } from './view.ts';

/** Asks for a day and goes there. */
export const dateDialog = ({ day }: Popup & { kind: 'date' }, actions: Actions): TemplateResult => {
  const go = (): void => {
    const at = timeOf(document.querySelector<HTMLInputElement>('.date input')?.value ?? '');
    if (at === undefined) return;
    actions.dismiss();
    actions.goTo(at);
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') actions.dismiss();
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) go();
  };
  return html`<div
    class="pop date"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${t('Go to Date')}
    @keydown=${onKeys(key)}
  >
    <div class="choice">
      <label for="date">${t('Go to Date')}</label>
      <input id="date" class="input" type="date" required max=${dayOf(Date.now())} .value=${dayOf(day)} />
      ${button(t('Go'), 'primary', go)}
    </div>
  </div>`;
};

/** "2026-11-25", as a field for dates has it, in local time. */
const dayOf = (at: number): string => {
  const day = new Date(at);
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

const two = (value: number): string => String(value).padStart(2, '0');

const timeOf = (day: string): number | undefined => {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return Math.max(0, new Date(year, month - 1, date).getTime());
};
