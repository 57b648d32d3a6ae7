import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8 } from '../../../../common/base/index.ts';
import { limits } from '../../../../common/model/index.ts';
import { deviceNameOf, isVisible } from '../../../../common/text/index.ts';

const character = fc.constantFrom('x', 'e', ' ', 'é', '東', '😀', '\u0301', '\u202e', '\0', '\ud800');

it('a device name is what a certificate takes of it', () => {
  expect(deviceNameOf('Ana\u2019s Laptop')).toBe('Ana\u2019s Laptop');
  expect(deviceNameOf('Joa\u0303o\u0000\u202e!')).toBe('João!');
  expect(deviceNameOf('😀'.repeat(20))).toBe('😀'.repeat(16));
  expect(deviceNameOf(`${'x'.repeat(62)}éy`)).toBe(`${'x'.repeat(62)}é`);
  expect(deviceNameOf(`${'x'.repeat(63)}éy`)).toBe('x'.repeat(63));
  fc.assert(
    fc.property(fc.array(character, { maxLength: 60 }), (name) => {
      const kept = deviceNameOf(name.join(''));
      expect(utf8(kept).length).toBeLessThanOrEqual(limits.deviceName);
      expect(isVisible(kept)).toBe(true);
    }),
  );
});
