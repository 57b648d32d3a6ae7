import { themeClasses, type Theme } from '../harness/theme-classes.ts';
import { frame, stand } from './settled.ts';

/** Changes the theme of the page, as the editor does; the wish for less motion stays. */
export const applyTheme = async (theme: Theme): Promise<void> => {
  const still = ['vscode-reduce-motion'].filter((name) => document.body.classList.contains(name));
  const classes = [themeClasses[theme], ...still].join(' ');
  if (document.body.className === classes) return;
  document.body.className = classes;
  document.body.dataset['vscodeThemeKind'] = themeClasses[theme].split(' ')[0] ?? '';
  await Promise.resolve(); // the toolkit has heard of it, and asks for the next frame
  await frame();
  stand();
};
