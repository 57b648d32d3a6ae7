import { html, type TemplateResult } from 'lit';
import { t } from '../l10n.ts';
import type { Popup } from '../state/popup.ts';
import { dialog } from './dialog.ts';
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
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) go();
  };
  const label = t('Go to Date');
  return dialog(
    { className: 'date', label, dismiss: () => actions.dismiss(), onKey },
    html`<div class="choice">
      <label for="date">${label}</label>
      <input id="date" class="input" type="date" required max=${dayOf(Date.now())} .value=${dayOf(day)} />
      ${button(t('Go'), 'primary', go)}
    </div>`,
  );
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
