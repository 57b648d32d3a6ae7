import type { Actions } from './view.ts';

/** The keys of the picker: field, groups and emoji stand one above the other, and the arrows lead from one to the next. */
export const pickerKey = (event: KeyboardEvent, actions: Actions, chooseFirst: () => void): void => {
  event.stopPropagation();
  const dialog = event.currentTarget as HTMLElement;
  const act = actionOf(event, dialog, actions, chooseFirst);
  if (act === undefined) return;
  event.preventDefault();
  act();
};

const actionOf = (
  { key, target }: KeyboardEvent,
  dialog: HTMLElement,
  actions: Actions,
  chooseFirst: () => void,
): (() => void) | undefined => {
  if (key === 'Escape') return () => actions.dismiss();
  if (target instanceof HTMLInputElement) {
    if (key === 'Enter') return chooseFirst;
    return key === 'ArrowDown' ? focusing(buttons(dialog, '.picker-grid')[0]) : undefined;
  }
  const tabs = buttons(dialog, '.picker-groups');
  const tab = tabs.findIndex((one) => one === document.activeElement);
  return tab < 0 ? inGrid(key, dialog) : inTabs(key, dialog, tabs, tab);
};

const buttons = (dialog: HTMLElement, part: string): readonly HTMLElement[] => [
  ...dialog.querySelectorAll<HTMLElement>(`${part} button`),
];

const focusing = (element: HTMLElement | null | undefined): (() => void) | undefined =>
  element === null || element === undefined ? undefined : () => element.focus();

/** A group is shown as soon as the arrows are on it. */
const inTabs = (
  key: string,
  dialog: HTMLElement,
  tabs: readonly HTMLElement[],
  at: number,
): (() => void) | undefined => {
  if (key === 'ArrowUp') return focusing(dialog.querySelector('input'));
  if (key === 'ArrowDown') return focusing(buttons(dialog, '.picker-grid')[0]);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[key];
  const target = next === undefined ? undefined : tabs.at(next % tabs.length);
  if (target === undefined) return undefined;
  return () => {
    target.focus();
    target.click();
  };
};

const inGrid = (key: string, dialog: HTMLElement): (() => void) | undefined => {
  const all = buttons(dialog, '.picker-grid');
  const at = all.findIndex((one) => one === document.activeElement);
  const target = targetOf(key, at, all);
  if (target === undefined) return undefined;
  if (target < 0) return focusing(dialog.querySelector('input'));
  return focusing(all[Math.min(target, all.length - 1)]);
};

/** Index of the emoji that a key leads to; below 0 is the field. */
const targetOf = (key: string, at: number, all: readonly HTMLElement[]): number | undefined => {
  if (at < 0) return undefined;
  const top = all[0]?.offsetTop;
  const columns = all.filter((one) => one.offsetTop === top).length;
  switch (key) {
    case 'ArrowRight':
      return at + 1;
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'ArrowDown':
      return at + columns;
    case 'ArrowUp':
      return at - columns;
    case 'Home':
      return 0;
    case 'End':
      return all.length - 1;
    default:
      return undefined;
  }
};
