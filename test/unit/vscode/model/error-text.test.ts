import { expect, test } from 'vitest';
import { errorCodes } from '../../../../common/base/index.ts';
import { actionTitle, errorText, settingOf } from '../../../../src/vscode/model/error-text.ts';

const reserved = new Set(['RELAY_CREDIT', 'NOT_YET']);

test.each(errorCodes)('%s has one plain sentence and at most three actions', (code) => {
  const { sentence, actions } = errorText(code, { retryAfter: 2500 });
  expect(sentence).toMatch(/^\p{Lu}.+\.$/u);
  expect(sentence).not.toMatch(/\{\d\}|[A-Z]{2,}_|\bE[A-Z]{4,}\b|undefined/);
  expect(actions.length).toBeLessThanOrEqual(3);
  expect(new Set(actions).size).toBe(actions.length);
  for (const action of actions) expect(actionTitle(action)).not.toBe('');
});

test('every code has a sentence of its own, but for what belongs to later versions', () => {
  const sentences = errorCodes.filter((code) => !reserved.has(code)).map((code) => errorText(code).sentence);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test('a wait is told in whole seconds, rounded up', () => {
  expect(errorText('RATE_LIMITED', { retryAfter: 2500 }).sentence).toContain('in 3 s');
  expect(errorText('RATE_LIMITED').sentence).toContain('in 1 s');
});

test('who is offline by choice is told so, and how to get online', () => {
  const chosen = errorText('OFFLINE', { chosen: true });
  expect(chosen.sentence).toMatch(/^You’re offline\./);
  expect(chosen.actions.map((action) => actionTitle(action, { chosen: true }))).toEqual(['Go Online']);
  expect(errorText('OFFLINE').actions).toContain('startLocalTracker');
});

test('a port that is taken is named, with the tracker that has it', () => {
  expect(errorText('PORT_IN_USE', { port: 6060 }).sentence).toContain('Port 6060');
  expect(errorText('PORT_IN_USE', { port: 6060, tracker: 'Lab 3' }).sentence).toMatch(/6060.*Lab 3/);
  expect(settingOf.PORT_IN_USE).toBe('localTracker.port');
});

test('a code that means several things says which it is', () => {
  expect(errorText('TOO_LARGE', { reason: 'reactionLimit' }).sentence).toContain('reaction limit');
  expect(errorText('BAD_REQUEST', { reason: 'ownName' }).sentence).toBe('You can’t message yourself.');
  for (const code of ['TOO_LARGE', 'BAD_REQUEST'] as const)
    expect(errorText(code).sentence).not.toMatch(/reaction|yourself/);
});

test('who is signed in is named', () => {
  expect(errorText('ALREADY_SIGNED_IN', { username: 'bia' })).toMatchObject({
    sentence: 'You are already signed in as bia.',
    actions: ['openRoom', 'signOut'],
  });
});
