import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLine } from '../../../../src/app/headless/json-line.ts';

/** Whatever somebody takes for the end of a line: Unicode Standard 5.8, and what `splitlines` of Python adds. */
const ends = ['\n', '\r', '\v', '\f', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029'];

test('what is said is one line for everybody, and the same when it is read', () => {
  expect(jsonLine({ content: 'a\u2028b\u0085c' })).toBe(String.raw`{"content":"a\u2028b\u0085c"}`);
  const text = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '\r', '\v', '\u001d', '\u0085', '\u2028', '\u2029', '\\', '\ud800'),
    ),
  });
  fc.assert(
    fc.property(text, (content) => {
      const line = jsonLine({ [content]: content });
      expect(ends.filter((end) => line.includes(end))).toEqual([]);
      expect(JSON.parse(line)).toEqual({ [content]: content });
    }),
  );
});
