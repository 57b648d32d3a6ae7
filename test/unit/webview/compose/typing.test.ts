import { describe, expect, it } from 'vitest';
import { sendsWith } from '../../../../webview/compose/keys.ts';
import { restoreComposer } from '../../../../webview/page/drafts.ts';
import { TypingNotifier } from '../../../../webview/page/typing-notifier.ts';

describe('typing', () => {
  it('is told once in three seconds, and never of nothing or of a command', () => {
    let now = 0;
    const told: number[] = [];
    const typing = new TypingNotifier(() => told.push(now));
    for (const [text, at] of [
      ['', 0],
      ['/he', 0],
      ['h', 1000],
      ['he', 3999],
      ['hel', 4000],
      ['/etc/hosts', 7000],
    ] as const)
      typing.changed('room', text, (now = at));
    expect(told).toEqual([1000, 4000, 7000]);
  });

  it('is told at once after a message, and in another conversation', () => {
    const told: string[] = [];
    const typing = new TypingNotifier((room) => told.push(room));
    typing.changed('one', 'h', 0);
    typing.changed('two', 'h', 10);
    typing.changed('two', 'hi', 20);
    typing.sent();
    typing.changed('two', 'a', 30);
    typing.changed('two', 'an', 40);
    expect(told).toEqual(['one', 'two', 'two']);
  });
});

describe('the key that sends', () => {
  const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  it.each([
    ['enter', {}, true],
    ['enter', { ctrlKey: true }, true],
    ['enter', { shiftKey: true }, false],
    ['enter', { altKey: true }, false],
    ['ctrlEnter', {}, false],
    ['ctrlEnter', { ctrlKey: true }, true],
    ['ctrlEnter', { metaKey: true }, true],
    ['ctrlEnter', { ctrlKey: true, shiftKey: true }, false],
  ] as const)('%s with %j: %s', (sendKey, held, sends) => {
    expect(sendsWith(sendKey, { key: 'Enter', ...none, ...held })).toBe(sends);
  });
});

describe('what was being written', () => {
  const saved = { room: 'r', draft: 'mine', caret: 2, reply: { id: 'q' }, failed: [], edits: [] };
  it('is what the page kept, with caret and reply, if the host has not heard it or says the same', () => {
    const kept = { text: 'mine', caret: 2, reply: { id: 'q' } };
    expect(restoreComposer('r', '', saved)).toEqual(kept);
    expect(restoreComposer('r', 'older', { ...saved, told: 'old' })).toEqual(kept);
    expect(restoreComposer('r', 'mine', { ...saved, told: 'mine' })).toEqual(kept);
  });

  it('is the text that a message is to get, with the draft stashedDraft', () => {
    const editing = { message: { id: 'm' }, was: 'before', text: 'after' };
    const stashedDraft = { text: 'mine', caret: 2, reply: { id: 'q' } };
    expect(restoreComposer('r', '', { ...saved, editing })).toEqual({
      text: 'after',
      caret: 5,
      editing: { message: { id: 'm' }, was: 'before', stashedDraft },
    });
    expect(restoreComposer('other', 'x', { ...saved, editing })).toEqual({ text: 'x', caret: 1 });
  });

  it('is what the host says, if another page of the room has written or sent it since', () => {
    expect(restoreComposer('r', '', { ...saved, told: 'mine' })).toEqual({ text: '', caret: 0 });
    expect(restoreComposer('r', 'theirs', { ...saved, told: 'mine' })).toEqual({ text: 'theirs', caret: 6 });
    expect(restoreComposer('other', 'x', saved)).toEqual({ text: 'x', caret: 1 });
    expect(restoreComposer('r', 'x', undefined)).toEqual({ text: 'x', caret: 1 });
  });
});
