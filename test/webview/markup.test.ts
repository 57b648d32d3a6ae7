import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bruno, carla, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat, type Chat } from './harness/browser.ts';

const showing = (content: string, use: (chat: Chat) => Promise<void>, canInsert = true): Promise<void> =>
  withChat(snapshot({ canInsert, rows: [row(bruno, content, noon)] }), {}, use);

/** What of a message is markup, without what only the page adds. */
const markup = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const text = document.querySelector('.msg-text')?.cloneNode(true) as HTMLElement;
    for (const element of text.querySelectorAll('*'))
      for (const name of ['dir', 'tabindex', 'title']) element.removeAttribute(name);
    return text.innerHTML.replaceAll('\n', '');
  });

const fence = '```';
const longCode = `${fence}ts\n${Array.from({ length: 30 }, (_, n) => `const n${n} = ${n};`).join('\n')}\n${fence}`;

const samples: readonly (readonly [what: string, source: string, drawn: string])[] = [
  ['words', 'a\nb  c', '<p>a<br>b  c</p>'],
  ['emphasis', '**a** *b* ~~c~~', '<p><strong>a</strong> <em>b</em> <del>c</del></p>'],
  ['a heading', '# a', '<p class="heading">a</p>'],
  ['a quote', '> a', '<blockquote><p>a</p></blockquote>'],
  ['lists', '3. a\n4. b\n   - c', '<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>'],
  ['code in a line', 'a `<b>` c', '<p>a <code>&lt;b&gt;</code> c</p>'],
  [
    'HTML as it was written',
    '<b onclick=x()>a</b> &amp; <!-- c -->',
    '<p>&lt;b onclick=x()&gt;a&lt;/b&gt; &amp;amp; &lt;!-- c --&gt;</p>',
  ],
  ['definitions as they were written', '[a]: https://b.test', '<p>[a]: <a role="link">https://b.test</a></p>'],
  ['a link with its host', '[a](https://b.test/c)', '<p><a role="link">a</a> <span class="place">(b.test)</span></p>'],
  ['a link that says its host', 'https://b.test/c', '<p><a role="link">https://b.test/c</a></p>'],
  ['a link to nowhere good as it was written', '[a](command:x)', '<p>[a](command:x)</p>'],
  [
    'a picture as a link',
    '![a](https://b.test/c.png)',
    '<p><a role="link">a</a> <span class="place">(b.test)</span></p>',
  ],
  [
    'a picture in a link',
    '[![a](https://b.test)](https://c.test)',
    '<p>[<a role="link">a</a> <span class="place">(b.test)</span>](<a role="link">https://c.test</a>)</p>',
  ],
  [
    'a disguised link',
    '[b.test\u202e](https://c.test)',
    '<p><a role="link">b.test<span class="hidden-char" data-char="U+202E"></span></a> <span class="place">(c.test)</span></p>',
  ],
  ['a sign alone', '>', '<p>&gt;</p>'],
  ['what stands in brackets in code', 'call handlers[name](event) now', '<p>call handlers[name](event) now</p>'],
  ['a link before full-width brackets', 'https://b.test/c（d）', '<p><a role="link">https://b.test/c</a>（d）</p>'],
  ['numbers as they were given', '1. a\n3. b', '<ol><li>a</li><li value="3">b</li></ol>'],
  ['numbers with a bracket', '2) a', '<ol start="2" class="paren"><li>a</li></ol>'],
  ['what cannot be seen', '\u2800', '<p><span class="hidden-char" data-char="U+2800"></span></p>'],
  [
    'hidden characters in code',
    '`a\u200bb`',
    '<p><code>a<span class="hidden-char" data-char="U+200B"></span>b</code></p>',
  ],
];

describePage('markup', () => {
  it('draws what Markdown says', () =>
    withChat(snapshot(), {}, async ({ page, show }) => {
      for (const [what, source, drawn] of samples) {
        await show(snapshot({ rows: [row(bruno, source, noon)] }));
        expect(await markup(page), what).toBe(drawn);
      }
    }));

  it('draws tables and tasks that cannot be ticked', () =>
    showing('|a|b|\n|-|-:|\n|1|2|\n\n- [x] c\n- [ ] d', async ({ page }) => {
      expect(await page.getByRole('cell').allInnerTexts()).toEqual(['1', '2']);
      expect(await page.getByRole('checkbox', { name: 'Done' }).isDisabled()).toBe(true);
      expect(await page.getByRole('checkbox', { name: 'To do' }).isChecked()).toBe(false);
    }));

  it('names a message for screen readers by its plain text', () =>
    showing('**a** `b`', async ({ page }) => {
      await page.getByRole('article', { name: 'Bruno Sato, 12:00, **a** `b`' }).waitFor();
    }));

  it('copies and inserts code exactly, hidden characters included', () =>
    showing(`${fence}ts\nconst a\u202e = '<b>';\n\treturn\n${fence}`, async ({ page, said }) => {
      const text = "const a\u202e = '<b>';\n\treturn";
      await page.getByText('TypeScript', { exact: true }).waitFor();
      expect(await page.locator('pre .hljs-keyword').first().innerText()).toBe('const');
      await page.getByRole('button', { name: 'Copy' }).click();
      await expect.poll(() => said('copyText')).toEqual([{ text }]);
      await page.getByRole('button', { name: 'Insert at Cursor' }).click();
      await expect.poll(() => said('insertCode')).toEqual([{ text }]);
    }));

  it('does not offer to insert where the workspace is not trusted', () =>
    showing(
      `${fence}\na\n${fence}`,
      async ({ page, show }) => {
        await page.getByRole('button', { name: 'Copy' }).waitFor();
        expect(await page.getByRole('button', { name: 'Insert at Cursor' }).count()).toBe(0);
        await show(snapshot({ canInsert: true, rows: [row(bruno, `${fence}\na\n${fence}`, noon)] }));
        expect(await page.getByRole('button', { name: 'Insert at Cursor' }).count()).toBe(1);
      },
      false,
    ));

  it('folds long code, and unfolds it without moving what is read', () =>
    showing(longCode, async ({ page }) => {
      const height = (): Promise<number> => page.locator('pre').evaluate((pre) => pre.clientHeight);
      const folded = await height();
      const line = await page.locator('pre').evaluate((pre) => Number.parseFloat(getComputedStyle(pre).lineHeight));
      expect(Math.round(folded / line)).toBe(12);
      const unfold = page.getByRole('button', { name: 'Show all 30 lines' });
      expect(await unfold.getAttribute('aria-expanded')).toBe('false');
      await unfold.click();
      expect(await height()).toBeGreaterThan(29 * line);
      const top = (): Promise<number> => page.locator('pre').evaluate((pre) => pre.getBoundingClientRect().top);
      const before = await top();
      await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev: 2, rows: [row(carla, 'x', noon + minute)] });
      await page.getByText('x', { exact: true }).waitFor();
      expect(await top()).toBe(before);
    }));

  it('scrolls long lines sideways, inside of their block', () =>
    showing(`${fence}\n${'a'.repeat(500)}\n${fence}`, async ({ page }) => {
      const [inner, outer] = await page.locator('pre').evaluate((pre) => [pre.scrollWidth, pre.clientWidth] as const);
      expect(inner).toBeGreaterThan(outer);
    }));

  it('asks before it opens a link, by mouse and by keyboard, and stays where it is', () =>
    showing('[a](https://b.test/c) https://d.test', async ({ page, said }) => {
      const url = page.url();
      const link = page.getByRole('link', { name: 'a', exact: true });
      expect(await link.getAttribute('title')).toBe('https://b.test/c');
      await link.click();
      await link.click({ button: 'middle' });
      await link.press('Enter');
      await expect.poll(() => said('openLink')).toEqual([{ url: 'https://b.test/c' }, { url: 'https://b.test/c' }]);
      expect([page.url(), page.context().pages().length]).toEqual([url, 1]);
    }));

  it('puts only the links of the current message in the way of the Tab key', () =>
    withChat(
      snapshot({ rows: [row(bruno, 'https://a.test', noon), row(carla, 'https://b.test', noon + minute)] }),
      {},
      async ({ page }) => {
        const reach = (): Promise<number[]> =>
          page.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLElement).tabIndex));
        expect(await reach()).toEqual([-1, 0]);
        await page.getByRole('article').first().focus();
        await expect.poll(reach).toEqual([0, -1]);
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('https://a.test');
      },
    ));

  it('gives sensible plain text to who selects and copies', () =>
    showing(`# a\n\n[b](https://c.test)\nd\n\n${fence}ts\nlet e;\nlet f;\n${fence}\n\n- g\n- h`, async ({ page }) => {
      const copied = await page.evaluate(() => {
        getSelection()?.selectAllChildren(document.querySelector('.msg-text') ?? document.body);
        return getSelection()?.toString().replaceAll(/\n+/g, '\n').trim();
      });
      expect(copied).toBe('a\nb \nd\nlet e;\nlet f;\ng\nh');
    }));

  it('draws 8 KiB of a long message, the rest on demand', () =>
    showing(`${'word '.repeat(2000)}\n\n**end**`, async ({ page }) => {
      const length = (): Promise<number> => page.locator('.msg-text p').evaluate((p) => p.textContent.length);
      expect(await length()).toBeLessThanOrEqual(8192);
      await page.getByRole('button', { name: 'Show the rest' }).click();
      await page.locator('strong').getByText('end').waitFor();
      expect(await page.getByRole('button', { name: 'Show the rest' }).count()).toBe(0);
    }));

  it('keeps what it has drawn while other things change', () =>
    showing('**a**', async ({ page }) => {
      const kept = await page.locator('strong').elementHandle();
      await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev: 2, rows: [row(carla, 'x', noon + minute)] });
      await page.getByText('x', { exact: true }).waitFor();
      expect(await page.locator('strong').evaluate((now, before) => now === before, kept)).toBe(true);
    }));
});
