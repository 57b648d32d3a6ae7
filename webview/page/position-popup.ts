import type { Area } from '../state/popup.ts';

/** Space kept to the edges of the page, pixels. */
const margin = 4;

/** Puts a floating element below an area, starting with it; above or ending with it where there is no room. */
export const positionPopup = (element: HTMLElement, at: Area): void => {
  const { width, height } = element.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = at.left + width + margin <= clientWidth ? at.left : at.right - width;
  const top = at.bottom + height + margin <= clientHeight ? at.bottom : at.top - height;
  element.style.left = `${clamp(left, clientWidth - width - margin)}px`;
  element.style.top = `${clamp(top, clientHeight - height - margin)}px`;
};

const clamp = (value: number, most: number): number => Math.max(margin, Math.min(value, most));
