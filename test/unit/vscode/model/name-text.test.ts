import { expect, test } from 'vitest';
import { digitsBeside, nameMeaning, nameText } from '../../../../src/vscode/model/name-text.ts';
import { peopleModel } from '../../../../src/vscode/model/people-model.ts';
import { switcherItems } from '../../../../src/vscode/model/switcher.ts';
import { aConversation, aPerson, aState } from '../../../support/chat-samples.ts';

const [first, second] = ['3f9a2c'.padEnd(64, '0'), 'b1b1b1'.padEnd(64, '0')] as const;
const people = [aPerson('bia', { identity: first }), aPerson('Bia', { identity: second }), aPerson('caio')];
const other = { ...aPerson('bia', { identity: first }), owner: false };
const chat = aState({
  people,
  conversations: [aConversation(1, { kind: 'direct', name: 'bia', members: [other] })],
  namesakes: [{ name: 'bia', identities: [first, second] as never }],
});

test('digits of the key stand beside a name that others have too, and beside no other', () => {
  expect([first, second, aPerson('caio').identity].map((one) => digitsBeside(chat, one))).toEqual([
    '3f9a2c',
    'b1b1b1',
    '',
  ]);
  const lines = peopleModel(chat).flatMap(({ children = [] }) => children);
  expect(lines.map(({ label, description }) => [label, description])).toEqual([
    ['bia', '3f9a2c'],
    ['Bia', 'b1b1b1'],
    ['caio', undefined],
  ]);
  expect(lines[0]?.ariaLabel).toBe('bia, 3f9a2c, online');
  const items = switcherItems(chat).flatMap((group) => group.items);
  expect(items.map(({ description }) => description)).toEqual(['3f9a2c', 'b1b1b1, online', 'online']);
});

test('a sentence says what is odd, and another what follows from it', () => {
  const collision = { type: 'nameCollision', name: 'bia', identities: [first, second] as never } as const;
  expect(nameText(collision)).toBe('2 people are called bia.');
  const changed = { type: 'nameChanged', identity: first as never, name: 'bia', other: 'root' } as const;
  expect(nameText(changed)).toBe('The tracker now calls bia root.');
  expect(nameMeaning(collision)).toMatch(/six digits/);
  expect(nameMeaning(changed)).toMatch(/first one/);
});
