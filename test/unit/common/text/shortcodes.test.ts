import { describe, expect, it } from 'vitest';
import { shortcodeBegun, shortcodeClosed } from '../../../../common/text/index.ts';

describe('a shortcode', () => {
  it.each([
    [':ta', 'ta'],
    ['x (:coração', 'coração'],
    [':+1', '+1'],
    [':t', undefined],
    ['a:ta', undefined],
    ['::ta', undefined],
    ['/:ta', undefined],
    [String.raw`\:ta`, undefined],
    [':ta ', undefined],
  ])('begins in %j with %j', (text, typed) => expect(shortcodeBegun(text)).toBe(typed));

  it.each([
    [':tada:', 'tada'],
    ['x :+1:', '+1'],
    [':Tada:', undefined],
    [':coração:', undefined],
    ['a:tada:', undefined],
    ['::', undefined],
  ])('is closed in %j: %j', (text, name) => expect(shortcodeClosed(text)).toBe(name));
});
