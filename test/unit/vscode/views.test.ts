import { expect, test } from 'vitest';
import { viewIds } from '../../../src/vscode/contributions/views.ts';
import { english, manifest, portuguese } from '../../support/manifest.ts';

const { views, menus } = manifest.contributes;
const inEnglish = (key: string): string => english[key.slice(1, -1)] ?? '';

test('the Chat view is usable at first sight: it has the most of the side bar, and nothing begins folded', () => {
  const sizes = new Map(views.p2pChat.map(({ id, initialSize = 1 }) => [id, initialSize]));
  const chat = sizes.get(viewIds.chat) ?? 0;
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(chat / all).toBeGreaterThan(0.5);
  for (const view of views.p2pChat) expect(view).not.toHaveProperty('visibility');
});

test('a view is not called as one of its groups is', () => {
  const name = views.p2pChat.find(({ id }) => id === viewIds.rooms)?.name ?? '';
  expect([inEnglish(name), portuguese[name.slice(1, -1)]]).toEqual(['Conversations', 'Conversas']);
});

test('the menu of a person speaks of no room, and asks nothing that is known there', () => {
  const lines = (menus['view/item/context'] ?? []).filter(({ when = '' }) => when.includes(viewIds.people));
  const titles = lines
    .filter(({ when = '' }) => when.includes('other'))
    .map(({ command }) => inEnglish(manifest.contributes.commands.find((one) => one.command === command)?.title ?? ''));
  expect(titles.length).toBeGreaterThan(2);
  for (const title of titles) expect(title).not.toMatch(/room/i);
  expect(titles).toContain('Message');
});
