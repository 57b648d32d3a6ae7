import { expect, test } from 'vitest';
import { appearanceOf } from '../../../../src/vscode/model/appearance.ts';

test('what is written well is taken as it is', () => {
  const written = { fontSize: 15, density: 'compact', timeFormat: '12h', sendKey: 'ctrlEnter' };
  expect(appearanceOf(written)).toEqual(written);
});

test('what is written wrongly is taken as the default', () => {
  const standard = { fontSize: 0, density: 'comfortable', timeFormat: 'auto', sendKey: 'enter' };
  for (const wrong of [undefined, null, '', 'constructor', {}, [], NaN, -3, false])
    expect(appearanceOf({ fontSize: wrong, density: wrong, timeFormat: wrong, sendKey: wrong })).toEqual(standard);
});

test.each([
  [1, 8],
  [7.9, 8],
  [8, 8],
  [13.5, 13.5],
  [33, 32],
  [Infinity, 32],
])('a font size of %d is shown as %d', (written, shown) => {
  expect(appearanceOf({ fontSize: written, density: 0, timeFormat: 0, sendKey: 0 }).fontSize).toBe(shown);
});
