import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEmoji } from '../../common/text/index.ts';
import { limits } from '../../common/model/index.ts';
import { emojiTable } from '../../webview/compose/emoji-table.ts';

const shipped = emojiTable.split(',').map((line) => line.split(' ')[0] ?? '');

test('every emoji that ships is one', () => {
  for (const emoji of shipped) if (!isEmoji(emoji)) throw new Error(`${emoji} is none`);
  expect(shipped.length).toBeGreaterThan(1000);
});

test.each(['👩🏻‍❤️‍💋‍👨🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇧🇷', '🏳️‍🌈', '#️⃣', '❤', '👍🏽'])('%s is one', (emoji) => expect(isEmoji(emoji)).toBe(true));

test.each(['', ' ', '1', '#', 'a', 'ok', '👍👍', '👍 ', 'a👍', '🇧', '\u200d', '\ufe0f', '👍\u202e', '👍<b>', '🏽'])(
  '"%s" is none',
  (text) => expect(isEmoji(text)).toBe(false),
);

test('what is one has no letter, no space, nothing hidden at its ends, and is short', () => {
  const piece = fc.oneof(
    fc.constantFrom('👍', '\u200d', '\ufe0f', '🏽', '🇧', '1', '\u20e3', '\u{e0067}', '\u{e007f}'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      (text) => {
        if (!isEmoji(text)) return;
        expect(text).not.toMatch(/[\p{L}\p{Z}<>&"']|\u200d$/u);
        expect(text.length).toBeLessThanOrEqual(limits.emoji);
        expect(text.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
