const smallest = 8;
const largest = 32;

/** Of a size that a person wrote into the settings the nearest one that can be read; 0 = the editor's. */
export const shownFontSize = (written: number): number =>
  written > 0 ? Math.min(largest, Math.max(smallest, written)) : 0;
