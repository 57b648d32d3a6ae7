import { expect, test } from 'vitest';
import { shownFontSize } from '../../../../src/vscode/model/appearance.ts';

test.each([
  [0, 0],
  [-3, 0],
  [NaN, 0],
  [1, 8],
  [7.9, 8],
  [8, 8],
  [13.5, 13.5],
  [33, 32],
  [Infinity, 32],
])('a font size of %d is shown as %d', (written, shown) => {
  expect(shownFontSize(written)).toBe(shown);
});
