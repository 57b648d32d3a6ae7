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
  const { outlineStyle, outlineColor, borderTopColor } = getComputedStyle(changed);
  const ring = outlineStyle === 'none' ? borderTopColor : outlineColor;
  return { name: nameOf(element), visible: true, ratio: contrastOn(changed, ring) };
};

const isMarked = (element: Element): boolean => {
  const { outlineStyle, outlineWidth, borderTopWidth } = getComputedStyle(element);
  return (outlineStyle !== 'none' && outlineWidth !== '0px') || borderTopWidth !== '0px';
};
