import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

// Text of messages that stands outside their rows: a deletion reaches it wherever it is.

const secret = 'the password is swordfish';
const theirs = row(bruno, `**${secret}**`, noon - minute);
const mine = row(ana, secret, noon);
const rows = [theirs, mine];
const gone = ({ id, order, author, own, at }: Row): Row => ({ id, order, author, own, at, kind: 'deleted' });
const field = (page: Page) => page.getByRole('textbox');
const bar = (page: Page) => page.locator('.reply-bar');
const hear = async (page: Page, rev: number, changed: readonly Row[]): Promise<void> => {
  await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev, rows: changed });
  await drawn(page);
};
/** Everything that the page shows and keeps. */
const everything = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const area = document.querySelector('tk-text-area')?.shadowRoot?.querySelector('textarea')?.value ?? '';
    return `${document.documentElement.outerHTML}\n${area}\n${sessionStorage.getItem('fake-state')}`;
  });

describePage('text of messages outside their rows', () => {
  it('is plain above the composer, and in what is answered', () =>
    withChat(
      snapshot({ rows: [row(bruno, '```ts\nexport const a = `x`;\n```\nis **it**', noon)] }),
      {},
      async ({ page }) => {
        await page.locator('.msg').first().press('r');
        await bar(page).waitFor();
        expect(await bar(page).innerText()).toContain('export const a = `x`; is it');
        expect(await bar(page).innerText()).not.toMatch(/```|\*\*/);
      },
    ));

  it('goes with its message while that is answered, from the saved state too; the answer stays', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.locator('.msg').first().press('r');
      await page.keyboard.type('Thanks');
      await expect.poll(() => bar(page).innerText()).toContain(secret);
      await hear(page, 2, [gone(theirs), gone(mine)]);
      await expect.poll(() => bar(page).innerText()).toContain('Message deleted');
      expect(await everything(page)).not.toContain('swordfish');
      await page.keyboard.type('!');
      expect(await everything(page)).not.toContain('swordfish');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('send')).toMatchObject([{ content: 'Thanks!', replyTo: theirs.id }]);
    }));

  it('goes with its message while that is edited, and what stood in the composer before comes back', () =>
    withChat(snapshot({ rows, draft: 'before' }), {}, async ({ page }) => {
      await page.locator('.msg').last().press('e');
      await bar(page).waitFor();
      await hear(page, 2, [gone(theirs), gone(mine)]);
      await page.locator('.composer-hint', { hasText: 'The message you were editing was deleted.' }).waitFor();
      expect(await field(page).inputValue()).toBe('before');
      expect(await bar(page).count()).toBe(0);
      expect(await everything(page)).not.toContain('swordfish');
    }));

  it('keeps my own new words where I was editing', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await page.locator('.msg').last().press('e');
      await field(page).fill('Something else entirely');
      await hear(page, 2, [gone(mine)]);
      await expect.poll(() => bar(page).count()).toBe(0);
      expect(await field(page).inputValue()).toBe('Something else entirely');
    }));

  it('follows an edit', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await page.locator('.msg').first().press('r');
      await hear(page, 2, [{ ...theirs, content: 'never mind', edited: noon }]);
      await expect.poll(() => bar(page).innerText()).toContain('never mind');
      expect(await bar(page).innerText()).not.toContain('swordfish');
    }));

  it('goes from what failed, and from what a screen reader was told', () =>
    withChat(snapshot({ rows: [theirs] }), { sending: 'DISK_FULL' }, async ({ page }) => {
      await page.locator('.msg').first().press('r');
      await page.keyboard.type('Thanks');
      await page.keyboard.press('Enter');
      await page.locator('.failed').waitFor();
      const later = row(bruno, `again: ${secret}`, noon + minute);
      await hear(page, 2, [later]);
      await expect.poll(() => page.locator('body > [aria-live=polite]').innerText()).toContain(secret);
      await hear(page, 3, [gone(theirs), gone(later)]);
      expect(await everything(page)).not.toContain('swordfish');
      await page.locator('.failed').waitFor();
    }));

  it('goes from what was found: a message deleted or edited is no result any more', () => {
    const lines = [1, 2, 3, 4].map((n) => row(bruno, `${secret} ${n}`, noon + n));
    const [first, second, third] = lines;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no lines');
    return withChat(snapshot({ rows: lines }), { whole: lines }, async ({ page }) => {
      await page.keyboard.press('Control+f');
      await page.locator('.find input').fill('swordfish');
      const count = page.locator('.find');
      await expect.poll(() => count.innerText()).toContain('1 of 4');
      await hear(page, 2, [gone(third), { ...second, content: 'never mind', edited: noon }]);
      await expect.poll(() => count.innerText()).toContain('1 of 2');
      await page.keyboard.press('Enter');
      await expect.poll(() => count.innerText()).toContain('2 of 2');
      await hear(page, 3, [gone(first)]);
      await expect.poll(() => count.innerText()).toContain('1 of 1');
    });
  });

  it('is looked up where what is shown comes anew without what is answered', () => {
    const many = Array.from({ length: 30 }, (_, n) => row(bruno, `line ${n}`, noon + n));
    return withChat(snapshot({ rows }), { whole: [gone(theirs), ...many] }, async ({ page, said }) => {
      await page.locator('.msg').first().press('r');
      await expect.poll(() => bar(page).innerText()).toContain(secret);
      await page.evaluate((next) => fakeHost.pushSnapshot(next), snapshot({ rev: 5, rows: many, hasOlder: true }));
      await expect.poll(() => said('history')).toContainEqual({ room: '1'.repeat(64), place: { around: theirs.id } });
      await expect.poll(() => bar(page).innerText()).toContain('Message deleted');
    });
  });

  it('is looked up where the page comes back and does not show what is answered', () => {
    const many = Array.from({ length: 30 }, (_, n) => row(bruno, `line ${n}`, noon + n));
    const whole = [gone(theirs), ...many];
    return withChat(
      snapshot({ rows }),
      { whole, reloaded: snapshot({ rows: many, hasOlder: true }) },
      async ({ page, said }) => {
        await page.locator('.msg').first().press('r');
        await page.keyboard.type('Thanks');
        await expect.poll(() => everything(page)).toContain('swordfish');
        await page.reload();
        await expect.poll(() => said('history')).toContainEqual({ room: '1'.repeat(64), place: { around: theirs.id } });
        await expect.poll(() => bar(page).innerText()).toContain('Message deleted');
        expect(await everything(page)).not.toContain('swordfish');
        expect(await field(page).inputValue()).toBe('Thanks');
      },
    );
  });
});
