import { allElements, isInUse, nameOf, ownText } from './tree.ts';

/** A scroller may be wider inside than outside; so may words that end in dots and say themselves in full elsewhere. */
const mayBeCut = (element: Element, style: CSSStyleDeclaration): boolean =>
  style.textOverflow === 'ellipsis' || ['auto', 'scroll'].includes(style.overflowX) || element.localName === 'textarea';

const hides = ({ overflowX, overflowY }: CSSStyleDeclaration): boolean =>
  [overflowX, overflowY].some((way) => way === 'hidden' || way === 'clip');

const isClipped = (element: Element): boolean => {
  const style = getComputedStyle(element);
  if (!hides(style) || mayBeCut(element, style)) return false;
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2;
};

/** What does not find room: a page wider than its window, words cut off without dots, controls beside the window. */
export const outOfRoom = (): readonly string[] => {
  const page = document.documentElement;
  const wide = [page, ...document.querySelectorAll('.log, .head, .composer, .switcher, .banner')]
    .filter((element) => element.scrollWidth > element.clientWidth)
    .filter((element) => element === page || getComputedStyle(element).overflowX !== 'visible')
    .map((element) => `too wide: ${nameOf(element)}`);
  const clipped = allElements()
    .filter((element) => ownText(element) !== '' && isInUse(element) && isClipped(element))
    .map((element) => `clipped: ${nameOf(element)}`);
  const beside = [...document.querySelectorAll('button, tk-button, tk-text-area, [role=link], [role=option]')]
    .filter((element) => isInUse(element) && element.closest('.scroll') === null)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -0.5 || right > page.clientWidth + 0.5;
    })
    .map((element) => `beside the window: ${nameOf(element)}`);
  return [...wide, ...clipped, ...beside];
};
