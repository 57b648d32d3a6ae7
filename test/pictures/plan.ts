import type { Language } from '../webview/harness/languages.ts';
import { themes, type Theme } from '../webview/harness/theme-classes.ts';

/** How a state is looked at. */
export interface Look {
  readonly theme: Theme;
  readonly language: Language;
  readonly width: number;
  readonly height: number;
}

/** As narrow as a side bar can be, as it is at first, a half and a whole editor area. */
const sizes = [
  { width: 170, height: 620 },
  { width: 240, height: 620 },
  { width: 640, height: 720 },
  { width: 1400, height: 860 },
] as const;
const spoken = ['en', 'pt'] as const satisfies readonly Language[];

const every: readonly Look[] = sizes.flatMap((size) =>
  themes.flatMap((theme) => spoken.map((language) => ({ ...size, theme, language }))),
);

/** Each state in each width, and each theme once; over some states every width is seen in every theme and language. */
const some = (n: number): readonly Look[] =>
  sizes.map((size, at) => ({
    ...size,
    theme: themes[(at + n) % themes.length] ?? 'dark',
    language: spoken[(at + Math.floor(n / themes.length)) % spoken.length] ?? 'en',
  }));

export const looksOf = (n: number, all: boolean): readonly Look[] => (all ? every : some(n));

/** `busy-room--dark-en-640`: the index page reads it. */
export const pictureName = (state: string, { theme, language, width }: Look): string =>
  `${fileName(state)}--${theme}-${language}-${width}`;

const fileName = (state: string): string => state.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
