import { existsSync, globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const sources = ['common', 'src', 'webview', 'tracker-server', 'test', 'scripts', 'bench'];

/** What is cited by its name alone, in the order in which it is looked for. */
const folders = ['', 'docs/protocol', 'docs'];

/** Every source of ours with its text. */
export const sourceFiles = (): ReadonlyMap<string, string> =>
  new Map(
    globSync(
      sources.map((folder) => `${folder}/**/*.{ts,mjs}`),
      { exclude: ['**/node_modules/**', '**/.tsbuild/**', '**/dist/**'] },
    ).map((file) => [file.replaceAll(path.sep, '/'), readFileSync(file, 'utf8')]),
  );

export interface Citation {
  readonly page: string;
  /** A heading, or a number such as W4. */
  readonly section?: string;
}

const named = /(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.md)\b(?:, (W\d+|[A-Z][\w -]*\w))?/g;
const numbered = /(?<![\w#])W\d{1,2}\b/g;

/** The lines of a source that are comments, without their stars, as one text. */
export const commentsOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => /^\s*(?:\/\/|\/\*|\*)/.test(line))
    .map((line) => line.replace(/^\s*(?:\/\/|\/\*\*?|\*)\s?/, '').replace(/\s*\*\/$/, ''))
    .join(' ');

/** Which pages and sections a comment sends its reader to. */
export const citationsIn = (comments: string): readonly Citation[] => [
  ...[...comments.matchAll(named)].map(([, page = '', section]) => ({ page, ...(section && { section }) })),
  ...[...comments.matchAll(numbered)].map(([section]) => ({ page: 'wire.md', section })),
];

export const headingsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);

/** What is wrong with a citation, if anything is. */
export const problemOf = ({ page, section }: Citation): string | undefined => {
  const file = folders.map((folder) => path.posix.join(folder, page)).find((each) => existsSync(each));
  if (file === undefined) return `there is no ${page}`;
  if (section === undefined) return undefined;
  const headings = headingsOf(readFileSync(file, 'utf8'));
  const fits = headings.some(
    (heading) => section === heading || section.startsWith(`${heading} `) || heading.startsWith(`${section} `),
  );
  return fits ? undefined : `${page} has no section ${section}`;
};
