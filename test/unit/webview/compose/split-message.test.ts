import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../../../common/model/index.ts';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { fitsMessage } from '../../../../common/text/index.ts';
import { fittingPrefix, splitMessage } from '../../../../webview/compose/split-message.ts';

const most = limits.message;
const log = 'a line of a log that somebody pasted\n'.repeat(most / 10);
const insideOf = (block: string): string => /^`{3,}\w*\n([^]*)\n`{3,}$/.exec(block)?.[1] ?? '';

it('what was pasted becomes blocks that fit, and what was written stands by itself', () => {
  const before = 'look at this:\n';
  const parts = splitMessage(`${before}${log}what is it?`, { start: before.length, text: log, language: 'log' }) ?? [];
  expect([parts[0], parts.at(-1)]).toEqual(['look at this:', 'what is it?']);
  expect(parts.every(fitsMessage)).toBe(true);
  const blocks = parts.slice(1, -1);
  expect(blocks.every((block) => block.startsWith('```log\n'))).toBe(true);
  expect(`${blocks.map(insideOf).join('\n').trimEnd()}\n`).toBe(log);
});

it('a fence is longer than any in it', () => {
  expect(splitMessage('```\n'.repeat(most / 2), undefined)?.every((part) => part.startsWith('````\n'))).toBe(true);
});

it('too many are none, and so is too much that was written', () => {
  expect(splitMessage('x'.repeat(most * (viewLimits.parts + 1)), undefined)).toBeUndefined();
  expect(splitMessage('é'.repeat(most * viewLimits.parts), undefined)).toBeUndefined();
  const written = 'x'.repeat(most + 1);
  expect(splitMessage(`${written}code`, { start: written.length, text: 'code', language: '' })).toBeUndefined();
});

it('pieces fit, are whole, and together are the text, whatever its characters take', () => {
  const unit = fc.constantFrom('a', '\n', '😀', 'é', '"', '\\', 'line\n', '漢');
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (units, times) => {
      const repeated = units.join('');
      const text = repeated.repeat(Math.ceil((times * most) / repeated.length));
      const all = splitMessage(text, undefined) ?? [];
      for (const part of all) expect([fitsMessage(part), part.isWellFormed()]).toEqual([true, true]);
      if (all.length > 0) expect(all.map(insideOf).join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
    }),
    { numRuns: 30 },
  );
});

it('a text is cut before a character, not inside, and not too early', () => {
  for (const character of ['a', '😀', 'é', '"']) {
    const cut = fittingPrefix(character.repeat(most + 7));
    expect([fitsMessage(cut), cut.isWellFormed(), fitsMessage(cut + character)]).toEqual([true, true, false]);
  }
  expect(fittingPrefix('short')).toBe('short');
});
