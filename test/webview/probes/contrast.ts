import { contrastOn } from './colour.ts';
import { allElements, isInUse, nameOf, ownText } from './tree.ts';

export interface Contrast {
  readonly what: string;
  readonly kind: 'text' | 'shape';
  /** 1 to 21. */
  readonly ratio: number;
}

/** The contrast of each text, placeholder and icon on screen with what lies below it. What is switched off may be pale. */
export const contrasts = (): readonly Contrast[] => allElements().filter(isInUse).flatMap(contrastsOf);

const contrastsOf = (element: Element): readonly Contrast[] => {
  const found: Contrast[] = [];
  const add = (kind: Contrast['kind'], pseudo?: string): void => {
    const { color, opacity } = getComputedStyle(element, pseudo);
    const alpha = pseudo === undefined ? 1 : Number(opacity);
    found.push({ kind, what: `${nameOf(element)}${pseudo ?? ''}`, ratio: contrastOn(element, color, alpha) });
  };
  if (ownText(element) !== '') add('text');
  if (element.matches('.codicon')) add('shape', '::before');
  if (element.matches(':placeholder-shown')) add('text', '::placeholder');
  return found;
};
