import { around } from './tree.ts';

type Rgb = readonly [red: number, green: number, blue: number];
interface Layer {
  readonly color: string;
  readonly alpha: number;
}
/** What lies below something that is drawn in an element. */
interface Ground {
  readonly layers: readonly Layer[];
  readonly opacity: number;
}
export type Grounds = Map<Element, Ground>;

const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const known = new Map<string, Rgb>();

/** What the browser makes of these colors, each painted over those before it, on white. */
const painted = (layers: readonly Layer[]): Rgb => {
  if (pen === null) throw new Error('no canvas');
  const key = layers.map(({ color, alpha }) => `${color} ${alpha}`).join('; ');
  const before = known.get(key);
  if (before !== undefined) return before;
  for (const { color, alpha } of [{ color: 'white', alpha: 1 }, ...layers]) {
    pen.globalAlpha = alpha;
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  known.set(key, [red, green, blue]);
  return [red, green, blue];
};

const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const ratio = (one: Rgb, other: Rgb): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const transparent = 'rgba(0, 0, 0, 0)';

const groundOf = (element: Element, grounds: Grounds): Ground => {
  const found = grounds.get(element);
  if (found !== undefined) return found;
  const outer = around(element);
  const below = outer === undefined ? { layers: [], opacity: 1 } : groundOf(outer, grounds);
  const { backgroundColor: color, opacity: own } = getComputedStyle(element);
  const opacity = below.opacity * Number(own);
  const layers = color === transparent ? below.layers : [...below.layers, { color, alpha: opacity }];
  grounds.set(element, { layers, opacity });
  return { layers, opacity };
};

/**
 * The contrast of a color with what lies below it, for something drawn in or around this element, 1 to 21. `grounds` = what
 * has been found out already, as long as nothing changes.
 */
export const contrastOn = (element: Element, color: string, alpha = 1, grounds: Grounds = new Map()): number => {
  const { layers, opacity } = groundOf(element, grounds);
  return ratio(painted([...layers, { color, alpha: opacity * alpha }]), painted(layers));
};
