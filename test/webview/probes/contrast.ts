import { contrastOn, type Grounds } from './color.ts';
import { allElements, isInUse, nameOf, ownText } from './tree.ts';

export interface Contrast {
  readonly what: string;
  readonly kind: 'text' | 'shape';
  /** 1 to 21. */
  readonly ratio: number;
}

/** The contrast of each text, placeholder and icon on screen with what lies below it. What is switched off may be pale. */
export const contrasts = (): readonly Contrast[] => {
  const grounds: Grounds = new Map();
  return allElements()
    .map((element) => [element, partsOf(element)] as const)
    .filter(([element, parts]) => parts.length > 0 && isInUse(element))
    .flatMap(([element, parts]) => parts.map((part) => contrastOf(element, part, grounds)));
};

type Part = readonly [kind: Contrast['kind'], pseudo?: string];

const partsOf = (element: Element): readonly Part[] => {
  const parts: Part[] = [];
  if (ownText(element) !== '') parts.push(['text']);
  if (element.matches('.codicon')) parts.push(['shape', '::before']);
  if (element.matches(':placeholder-shown')) parts.push(['text', '::placeholder']);
  return parts;
};

const contrastOf = (element: Element, [kind, pseudo]: Part, grounds: Grounds): Contrast => {
  const { color, opacity } = getComputedStyle(element, pseudo);
  const alpha = pseudo === undefined ? 1 : Number(opacity);
  return { kind, what: `${nameOf(element)}${pseudo ?? ''}`, ratio: contrastOn(element, color, alpha, grounds) };
};
