import { expect, it } from 'vitest';
import { ana, bruno, carla, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { paleFindings } from './checks/contrast.ts';
import { describePage, setTheme, withChat, type Chat } from './harness/browser.ts';
import { themes } from './harness/theme-classes.ts';

const showing = (content: string, use: (chat: Chat) => Promise<void>): Promise<void> =>
  withChat(snapshot({ rows: [row(bruno, content, noon)] }), {}, use);

const fence = '```';
const longCode = `${fence}ts\n${Array.from({ length: 30 }, (_, n) => `const n${n} = ${n};`).join('\n')}\n${fence}`;

/** Every element that a text can become, in each place where it looks different. */
const everything = [
  row(
    bruno,
    `# Heading with \`code\` and [link](https://a.test)

Text \`code\` **bold \`code\`** *em* ~~gone \`code\`~~ https://a.test [\`code\`](https://b.test) @Ana Lima @Bruno Sato a\u202eb

> Quote with \`code\`, https://a.test and @Ana Lima
> > - deep \`code\`

- item \`code\`
- [ ] to do
- [x] done

1. one

2) two

+ three

| head \`code\` | b |
|---|---|
| cell \`code\` | https://a.test |

---

end`,
    noon,
    { mentions: [ana, bruno], edited: noon + minute },
  ),
  row(carla, `${fence}diff\n- a\n+ b\n@@ -1,2 +1,2 @@\n${fence}\n\n${fence}\nplain\u200b\n${fence}`, noon + minute),
  row(
    carla,
    `${fence}python\nclass A(B):\n    """doc"""\n    def f(self, x=1):  # note\n        return print(f"{x}", None, r"a")\n${fence}`,
    noon,
  ),
  row(
    carla,
    `${fence}html\n<a href="b">c</a> <!-- d --> &amp;\n${fence}\n\n${fence}css\n.a #b:hover { color: #fff; }\n${fence}`,
    noon,
  ),
  row(carla, longCode, noon + minute),
];
const elements = [
  '.heading code, .heading [role=link], p > code, strong code, em, del code, [role=link] code, .place, .at, .at.me',
  '.hidden-char, blockquote code, blockquote .at.me, blockquote li code, li > input, ol, ol.paren, ul.plus, th code',
  'td code, td [role=link], hr, pre code, .code .lang, .code .unfold, .hljs-addition, .hljs-deletion, .hljs-meta',
  '.hljs-keyword, .hljs-string, .hljs-number, .hljs-comment, .hljs-title, .hljs-built_in, .hljs-tag, .hljs-name',
  '.hljs-attr, .hljs-selector-class, .msg-edited',
].flatMap((line) => line.split(', '));

describePage('looks of markup', () => {
  it('is read well in all its elements, in four themes, beside what the editor says of them', () =>
    withChat(snapshot({ rows: everything }), { height: 3000 }, async ({ page }) => {
      const missing = await page.evaluate(
        (selectors) => selectors.filter((each) => document.querySelector(`.msg-text ${each}`) === null),
        elements,
      );
      expect(missing).toEqual([]);
      for (const theme of themes) {
        await setTheme(page, theme);
        expect(await paleFindings(page, theme), theme).toEqual([]);
      }
    }));

  it('colors what the highlighter finds in code', () =>
    showing(`${fence}python\nprint(len(x))\n${fence}`, async ({ page }) => {
      expect(await page.locator('pre .hljs-built_in').allInnerTexts()).toEqual(['print', 'len']);
    }));

  it('shows a task that is to be done as an empty box', () =>
    showing('- [ ] a\n- [x] b', async ({ page }) => {
      const fills = (): Promise<string[]> =>
        page.getByRole('checkbox').evaluateAll((all) => all.map((box) => getComputedStyle(box).backgroundColor));
      for (const theme of themes) {
        await setTheme(page, theme);
        const [open, done] = await fills();
        expect([theme, open]).toEqual([theme, 'rgba(0, 0, 0, 0)']);
        expect(done).not.toBe(open);
      }
    }));

  it('lines tasks up with each other and with their neighbors', () =>
    showing('- one\n- [ ] two\n- [x] three', async ({ page }) => {
      const places = await page.locator('.msg-text li').evaluateAll((items) =>
        items.map((item) => {
          const range = document.createRange();
          range.selectNodeContents(item.lastChild ?? item);
          const box = item.querySelector('input')?.getBoundingClientRect();
          const words = range.getBoundingClientRect();
          return {
            left: Math.round(words.left),
            above: box === undefined ? undefined : Math.round(words.bottom - box.bottom),
          };
        }),
      );
      expect(new Set(places.map(({ left }) => left)).size).toBe(1);
      expect(places[1]?.above).toBe(places[2]?.above);
    }));

  it('says right after the last words that they are not the first ones', () =>
    withChat(snapshot({ rows: [row(bruno, 'a\n\nb', noon, { edited: noon + minute })] }), {}, async ({ page }) => {
      const text = page.locator('.msg-text > p').last();
      expect(await text.innerText()).toBe('b (edited)');
      await page.getByText('(edited)').hover();
      expect(await page.locator('.msg-edited').getAttribute('title')).toMatch(/^Edited /);
    }));

  it('shows a few emoji large, and others not', () =>
    withChat(
      snapshot({ rows: ['👍🏽 🎉', 'ok 👍', '😀'.repeat(6)].map((text) => row(bruno, text, noon)) }),
      {},
      async ({ page }) => {
        const sizes = await page
          .locator('.msg-text > p')
          .evaluateAll((all) => all.map((p) => Number.parseFloat(getComputedStyle(p).fontSize)));
        expect(sizes.map((size) => size > 26)).toEqual([true, false, false]);
      },
    ));

  it('offers the rest right below the text', () =>
    showing('word '.repeat(2000), async ({ page }) => {
      const left = (selector: string): Promise<number> =>
        page.locator(selector).evaluate((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return range.getBoundingClientRect().left;
        });
      expect(Math.abs((await left('.msg-text > .act')) - (await left('.msg-text > p')))).toBeLessThan(1);
    }));
});
