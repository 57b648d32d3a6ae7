import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emojiTable } from '../../../../scripts/support/emoji-table.mjs';
import { emojiTable as shipped } from '../../../../webview/compose/emoji-table.ts';
import { emojiNamed, findEmoji } from '../../../../webview/compose/emoji.ts';

describe('emoji', () => {
  it('are those of the package, and small: `node scripts/make-emoji.mjs` writes them anew', () => {
    expect(shipped).toBe(emojiTable());
    expect(readFileSync('webview/compose/emoji-table.ts').length).toBeLessThan(40_000);
  });

  it('are known by every name', () => {
    expect([emojiNamed('tada')?.picture, emojiNamed('+1')?.picture, emojiNamed('thumbsup')?.picture]).toEqual([
      '🎉',
      '👍',
      '👍',
    ]);
    expect(emojiNamed('brazil')?.picture).toBe('🇧🇷');
    expect(emojiNamed('constructor')).toBeUndefined();
  });

  it('come with what is usual first', () => {
    expect(findEmoji('he', 8)[0]?.name).toBe('heart');
    expect(findEmoji('100', 1)[0]?.emoji.picture).toBe('💯');
    expect(findEmoji('coracao', 30).some(({ name }) => name === 'heart')).toBe(true);
  });
});
