import { contrastOn } from './color.ts';
import { allElements, lineage, nameOf } from './tree.ts';

const lookOf = (element: Element): string => {
  const { outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor } =
    getComputedStyle(element);
  return [outlineStyle, outlineColor, outlineWidth, borderColor, boxShadow, backgroundColor].join(' ');
};

let unfocused = new WeakMap<Element, string>();

/** Remembers how everything looks while nothing has the focus. */
const rememberLooks = (): void => {
  unfocused = new WeakMap(allElements().map((element) => [element, lookOf(element)]));
};

/** The element with the focus, within shadow roots too. */
const focused = (root: Document | ShadowRoot = document): Element | undefined => {
  const element = root.activeElement ?? undefined;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
};

export interface FocusLook {
  readonly name: string;
  /** It, or what is around it, looks otherwise than without the focus. */
  readonly visible: boolean;
  /** Of its ring, if it has one, with what lies around it. */
  readonly ratio?: number;
}

/** Undefined while nothing has the focus. */
const focusLook = (): FocusLook | undefined => {
  const element = focused();
  if (element === undefined || element === document.body) return undefined;
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

export interface Walk {
  /** Where the Tab key has led, in this order. */
  readonly stops: FocusLook[];
  /** It has led out of the page: the walk is over, and the key is without effect. */
  isOut: boolean;
}

/** Takes the focus away, and from then on follows where the Tab key leads. Each press shows what the one before has done. */
export const followTab = (): Walk => {
  (document.activeElement as HTMLElement | null)?.blur();
  document.body.classList.add('vscode-reduce-motion'); // no look in between
  rememberLooks();
  const walk: Walk = { stops: [], isOut: false };
  let isFirst = true;
  const pressed = (event: KeyboardEvent): void => {
    const look = focusLook();
    if (look !== undefined) walk.stops.push(look);
    else walk.isOut = !isFirst;
    isFirst = false;
    if (!walk.isOut) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  stopFollowing();
  window.addEventListener('keydown', pressed, { capture: true });
  stopFollowing = () => window.removeEventListener('keydown', pressed, { capture: true });
  return walk;
};

let stopFollowing = (): void => undefined;
