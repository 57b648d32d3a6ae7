import { contrastOn } from './colour.ts';
import { allElements, lineage, nameOf } from './tree.ts';

const lookOf = (element: Element): string => {
  const { outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor } =
    getComputedStyle(element);
  return [outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor].join(' ');
};

let unfocused = new WeakMap<Element, string>();

/** Remembers how everything looks while nothing has the focus. */
export const rememberLooks = (): void => {
  unfocused = new WeakMap(allElements().map((element) => [element, lookOf(element)]));
};

/** The element with the focus, within shadow roots too. */
const focused = (root: Document | ShadowRoot = document): Element | undefined => {
  const element = root.activeElement ?? undefined;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
};

export interface FocusLook {
  /** Empty while nothing has the focus. */
  readonly name: string;
  /** It, or what is around it, looks otherwise than without the focus. */
  readonly visible: boolean;
  /** Of its ring, if it has one, with what lies around it. */
  readonly ratio?: number;
}

export const focusLook = (): FocusLook => {
  const element = focused();
  if (element === undefined || element === document.body) return { name: '', visible: false };
  const line = lineage(element).slice(-6);
  const changed = line.findLast((one) => lookOf(one) !== unfocused.get(one) && isMarked(one));
  if (changed === undefined) return { name: nameOf(element), visible: false };
  return { name: nameOf(element), visible: true, ratio: ratioOf(changed) };
};

/** A ring inside of its element lies on it; one outside, or a border, on what is around it. */
const ratioOf = (element: Element): number => {
  const { outlineStyle, outlineOffset, outlineColor, borderTopColor } = getComputedStyle(element);
  const isRing = outlineStyle !== 'none';
  const ground = isRing && Number.parseFloat(outlineOffset) < 0 ? element : beyond(element);
  return contrastOn(ground, isRing ? outlineColor : borderTopColor);
};

/** What is around it and larger: a button of the toolkit has a box in a box of the same size. */
const beyond = (element: Element): Element => {
  const { width, height } = element.getBoundingClientRect();
  const larger = lineage(element).findLast((one) => {
    const box = one.getBoundingClientRect();
    return box.width > width + 2 || box.height > height + 2;
  });
  return larger ?? document.body;
};

const isMarked = (element: Element): boolean => {
  const { outlineStyle, outlineWidth, borderTopWidth } = getComputedStyle(element);
  return (outlineStyle !== 'none' && outlineWidth !== '0px') || borderTopWidth !== '0px';
};
