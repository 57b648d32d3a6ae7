import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const listening = /(?:@keydown=\$\{|addEventListener\(\s*'keydown',\s*)(\w+)/g;
const listeners = globSync('webview/**/*.ts').flatMap((file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(listening), (match) => ({ file, by: match[1] })),
);

it('the page listens to keys in one way, so that no field forgets input methods and chords', () => {
  expect(listeners.length).toBeGreaterThan(10);
  const others = listeners.filter(({ file, by }) => by !== 'onKeys' && !file.endsWith('keys/guard.ts'));
  expect(others).toEqual([]);
});

it('nothing else in the page asks whether somebody is composing', () => {
  const asking = globSync('webview/**/*.ts').filter((file) => /keyCode|\.isComposing/.test(readFileSync(file, 'utf8')));
  expect(asking.sort()).toEqual(['webview/components/toolkit.ts', 'webview/keys/guard.ts']);
});
