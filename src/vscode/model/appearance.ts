import type { Appearance } from '../../../common/protocol/view/index.ts';

const smallest = 8;
const largest = 32;

/** As a person wrote it into the settings, perhaps by hand. */
export type WrittenAppearance = { readonly [key in keyof Appearance]: unknown };

/** What is wrong is taken as its default, a font size out of range as the nearest one in it. */
export const appearanceOf = ({ fontSize, density, timeFormat, sendKey }: WrittenAppearance): Appearance => ({
  fontSize: sizeOf(fontSize),
  density: density === 'compact' ? density : 'comfortable',
  timeFormat: timeFormat === '12h' || timeFormat === '24h' ? timeFormat : 'auto',
  sendKey: sendKey === 'ctrlEnter' ? sendKey : 'enter',
});

const sizeOf = (written: unknown): number =>
  typeof written === 'number' && written > 0 ? Math.min(largest, Math.max(smallest, written)) : 0;
