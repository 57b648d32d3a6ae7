import type { Appearance } from '../../common/protocol/view/index.ts';
import { useClock } from '../text/format.ts';

/** Makes the page look as its person wants it, from the next drawing on. Density is drawn with the page. */
export const applyAppearance = ({ fontSize, timeFormat }: Appearance): void => {
  const { style } = document.documentElement;
  if (fontSize === 0) style.removeProperty('--p2p-font-size');
  else style.setProperty('--p2p-font-size', `${fontSize}px`);
  useClock(timeFormat);
};
