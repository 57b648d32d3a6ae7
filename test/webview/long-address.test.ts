import { expect, it } from 'vitest';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';

const short = `https://example.org/${'x'.repeat(44)}`;
const long = `https://example.org/${'a-part-of-a-path/'.repeat(14)}end?q=${'0123456789'.repeat(4)}&last=%C3%A9`;
const text = `before ${long} after`;

describePage('a long address', () => {
  it.each([170, 240, 320, 640, 1400])('takes one line, with its beginning and its end, %i px wide', (width) =>
    withChat(snapshot({ rows: [row(bruno, short, noon), row(bruno, long, noon)] }), { width }, async ({ page }) => {
      const [one, other] = await page
        .locator('.msg-text p')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
      const line = await page
        .locator('.msg-text')
        .first()
        .evaluate((each) => Number.parseFloat(getComputedStyle(each).lineHeight));
      expect(other).toBeLessThan(1.5 * line);
      if (width > 480) expect(one).toBeLessThan(1.5 * line);
      const drawn = await page
        .getByTitle(long)
        .evaluate((link) =>
          [...link.childNodes].map((node) => (node instanceof Element ? node.getBoundingClientRect().width : -1)),
        );
      expect(drawn).toHaveLength(3);
    }),
  );

  it.each([
    [200, 10, 6],
    [320, 22, 8],
    [640, 44, 16],
    [1400, 44, 16],
  ])('shows as much of both ends as there is room for, with one ellipsis, %i px wide', (width, before, after) =>
    withChat(snapshot({ rows: [row(bruno, long, noon)] }), { width }, async ({ page }) => {
      const [shown, ellipses] = await page.getByTitle(long).evaluate((link) => {
        const words: string[] = [];
        const walk = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
        for (let at = walk.nextNode(); at !== null; at = walk.nextNode())
          if (at.parentElement && getComputedStyle(at.parentElement).fontSize !== '0px')
            words.push(at.textContent ?? '');
        const drawn = [...link.querySelectorAll('*')].filter(
          (one) => getComputedStyle(one, '::before').content !== 'none',
        );
        return [words.join(''), drawn.length];
      });
      expect([shown, ellipses]).toEqual([long.slice(0, before) + long.slice(-after), 1]);
    }),
  );

  it('is all there: to be read aloud, shown on hover, selected, opened', () =>
    withChat(snapshot({ rows: [row(bruno, text, noon)] }), {}, async ({ page, said }) => {
      const link = page.getByTitle(long);
      expect([await link.textContent(), await link.getAttribute('title')]).toEqual([long, long]);
      const selected = await page.locator('.msg-text').evaluate((each) => {
        getSelection()?.selectAllChildren(each);
        return getSelection()?.toString();
      });
      expect(selected).toBe(text);
      await link.click();
      expect(await said('openLink')).toEqual([{ url: long }]);
    }));

  it('unfolds while the keyboard is on it', () =>
    withChat(snapshot({ rows: [row(bruno, text, noon)] }), {}, async ({ page }) => {
      const height = () => page.locator('.msg-text p').evaluate((each) => each.getBoundingClientRect().height);
      const folded = await height();
      await page.locator('.msg').focus();
      await page.keyboard.press('Tab');
      await page.getByRole('link').focus();
      expect(await height()).toBeGreaterThan(2 * folded);
    }));

  it('stays as it is where it is short, or words stand for it', () =>
    withChat(snapshot({ rows: [row(bruno, `${short} [words](${long})`, noon)] }), {}, async ({ page }) => {
      expect(await page.locator('.middle').count()).toBe(0);
    }));
});
