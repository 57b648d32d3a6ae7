import { describe, expect, it } from 'vitest';
import { Chord, type ChordKey } from '../../../../webview/keys/chord.ts';

const key = (name: string, held: Partial<ChordKey> = {}): ChordKey => ({
  key: name,
  code: `Key${name.toUpperCase()}`,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});
const ctrl = { ctrlKey: true };

describe('the second key of a chord', () => {
  it.each([
    ['Ctrl+K', false, key('k', ctrl), true],
    ['Ctrl+K on a Russian keyboard', false, key('л', { ...ctrl, code: 'KeyK' }), true],
    ['Cmd+K on a Mac', true, key('k', { metaKey: true }), true],
    ['Ctrl+K on a Mac, which deletes to the end of the line', true, key('k', ctrl), false],
    ['Ctrl+Shift+K', false, key('k', { ...ctrl, shiftKey: true }), false],
    ['k', false, key('k'), false],
  ])('after %s', (_, isMac, first, taken) => {
    const chord = new Chord(isMac);
    expect(chord.takes(first, 0)).toBe(false);
    expect(chord.takes(key('h'), 100)).toBe(taken);
    expect(chord.takes(key('h'), 200)).toBe(false);
  });

  it('may be any key, also one that is held with another, and a modifier alone is none', () => {
    const chord = new Chord(false);
    for (const second of [key('Enter'), key('H', { shiftKey: true }), key('k', ctrl), key('Escape')]) {
      expect(chord.takes(key('k', ctrl), 0)).toBe(false);
      expect(chord.takes(key('Control', ctrl), 1)).toBe(false);
      expect(chord.takes(second, 2)).toBe(true);
    }
    expect(chord.takes(key('h'), 3)).toBe(false);
  });

  it('is waited for as long as the editor waits, and while its window has the focus', () => {
    const chord = new Chord(false);
    chord.takes(key('k', ctrl), 0);
    expect(chord.takes(key('h'), 5001)).toBe(false);
    chord.takes(key('k', ctrl), 6000);
    chord.end();
    expect(chord.takes(key('h'), 6001)).toBe(false);
  });
});
