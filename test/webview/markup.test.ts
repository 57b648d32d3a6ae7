import { expect, it } from 'vitest';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';

const message = (content: string, more: object = {}): ReturnType<typeof snapshot> =>
  snapshot({ rows: [row(bruno, content, noon)], canInsert: true, ...more });

const everything = `Some **bold**, *slanted*, ~~gone~~ and \`inline()\` words, see [the RFC](https://www.rfc-editor.org/rfc/rfc9266).

> What was said before

1. first
2. second
   - nested

- [x] done
- [ ] to do

| name | what |
|---|---|
| \`HELLO\` | first frame |

\`\`\`ts
export const backoff = (attempt: number): number => {
  const ceiling = Math.min(30_000, 500 * 2 ** attempt);
  return Math.random() * ceiling; // full jitter
};
\`\`\``;

describePage('markup', () => {
  for (const [theme, width] of [
    ['dark', 640],
    ['light', 640],
    ['hc', 640],
    ['hcl', 640],
    ['dark', 240],
  ] as const)
    it(`draws all of Markdown: ${theme} ${width}`, () =>
      withChat(message(everything), { theme, width, height: 900 }, async ({ page }) => {
        const text = page.locator('.msg-text');
        for (const tag of ['strong', 'em', 'del', 'blockquote', 'ol', 'ul', 'table', 'pre', 'a'])
          expect(await text.locator(tag).count(), tag).toBeGreaterThan(0);
        expect(await text.locator('input[disabled]').count()).toBe(2);
        expect(await text.locator('.hljs-keyword').count()).toBeGreaterThan(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await keepPicture(page, `markup-${theme}-${width}`);
      }));

  it('copies and inserts code as it was written', () =>
    withChat(message('```js\nlet a = "\u202e<b>";\n```'), {}, async ({ page, said }) => {
      expect(await page.locator('.hidden-char').getAttribute('data-char')).toBe('U+202E');
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('button', { name: 'Insert at Cursor' }).click();
      expect(await said('copyText')).toEqual([{ text: 'let a = "\u202e<b>";' }]);
      expect(await said('insertCode')).toEqual([{ text: 'let a = "\u202e<b>";' }]);
    }));

  it('offers no Insert where the workspace is not trusted', () =>
    withChat(message('```\nx\n```', { canInsert: false }), {}, async ({ page }) => {
      expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Insert at Cursor' }).count()).toBe(0);
    }));

  it('folds long code and unfolds it', () =>
    withChat(
      message(`\`\`\`\n${Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n')}\n\`\`\``),
      {},
      async ({ page }) => {
        const height = (): Promise<number> => page.locator('pre').evaluate((pre) => pre.clientHeight);
        const folded = await height();
        await page.getByRole('button', { name: 'Show all 40 lines' }).click();
        expect(await height()).toBeGreaterThan(2 * folded);
        await page.getByRole('button', { name: 'Show fewer lines' }).click();
        expect(await height()).toBe(folded);
      },
    ));

  it('says where a link leads, asks the host to open it, and goes nowhere itself', () =>
    withChat(
      message('[my bank](https://evil.example/login) and https://good.example/a'),
      {},
      async ({ page, said }) => {
        expect(await page.locator('.msg-text p').innerText()).toBe('my bank (evil.example) and https://good.example/a');
        const before = page.url();
        await page.getByRole('link', { name: 'my bank' }).click();
        await page.getByRole('link', { name: 'my bank' }).press('Enter');
        expect(await said('openLink')).toEqual([
          { url: 'https://evil.example/login' },
          { url: 'https://evil.example/login' },
        ]);
        expect(page.url()).toBe(before);
      },
    ));

  it('draws eight kilobytes at first, and the rest when asked', () =>
    withChat(message(`${'word '.repeat(2500)}the end`), {}, async ({ page }) => {
      expect(await page.locator('.msg-text').innerText()).not.toContain('the end');
      await page.getByRole('button', { name: 'Show the rest' }).click();
      expect(await page.locator('.msg-text').innerText()).toContain('the end');
    }));
});
