import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { slashNames } from '../../../common/text/index.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when?: string }[] };
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly default: unknown }>> }[];
  };
}

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;

/** The cells of a table's rows below its head. */
const rows = (title: string): readonly (readonly string[])[] => {
  const section = readme.split('\n## ').find((part) => part.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/^\|(.*)\|$/gm)]
    .slice(2)
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
};

test('the README lists exactly the commands of the palette, by their titles', () => {
  const { commands, menus } = manifest.contributes;
  const hidden = new Set(menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command));
  const titles = commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ title }) => texts[title.slice(1, -1)] ?? title);
  expect(
    rows('Commands')
      .map(([title = '']) => title)
      .toSorted(),
  ).toEqual(titles.toSorted());
});

test('the README lists exactly the settings, with their defaults', () => {
  const settings = manifest.contributes.configuration.flatMap(({ properties }) =>
    Object.entries(properties).map(([key, { default: value }]) => {
      const shown = typeof value === 'string' ? value : JSON.stringify(value);
      return [`\`${key}\``, shown === '' ? 'empty' : `\`${shown}\``];
    }),
  );
  expect(rows('Settings').map((cells) => cells.slice(0, 2))).toEqual(settings);
});

test('the README names the slash commands, and its pictures and pages are there', () => {
  for (const [name] of Object.values(slashNames)) expect(readme, name).toContain(`\`${name}\``);
  const links = [...readme.matchAll(/\]\(([\w./-]+)\)/g)].map(([, file = '']) => file);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((file) => !existsSync(file))).toEqual([]);
});
