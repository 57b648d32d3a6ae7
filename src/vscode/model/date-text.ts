import { hourCycleOf, type Appearance } from '../../../common/protocol/view/index.ts';
import { language } from '../text.ts';

let timeFormat: Appearance['timeFormat'] = 'auto';

/** The editor's setting is put in at activation and whenever it changes. */
export const useTimeFormat = (next: Appearance['timeFormat']): void => {
  timeFormat = next;
};

/** A date or a time, as pages show it too. `at` in milliseconds since 1970. */
export const dateText = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language(), { ...options, ...hourCycleOf(timeFormat) }).format(at);
