import { expect, it } from 'vitest';
import { snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { states } from './harness/states.ts';

const shownBy = (state: ReturnType<typeof snapshot>): readonly string[] =>
  (state.namesakes ?? []).map((identity) => identity.slice(0, 6));

describePage('two people of one name', () => {
  it('are told apart by six digits of their keys, on their messages and among the members', () =>
    withChat(states.namesakes, {}, async ({ page }) => {
      const digits = shownBy(states.namesakes);
      expect(new Set(digits).size).toBe(2);
      const authors = page.locator('.msg-head');
      expect(await authors.filter({ hasText: 'Bruno Sato' }).allInnerTexts()).toEqual(
        digits.map((six) => expect.stringContaining(six)),
      );
      await page.getByRole('button', { name: '5 members' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Members' });
      for (const six of digits) expect(await dialog.getByText(six).count()).toBe(1);
    }));

  it('nobody else has digits', () =>
    withChat({ ...states.namesakes, namesakes: [] }, {}, async ({ page }) => {
      for (const six of shownBy(states.namesakes)) expect(await page.getByText(six).count()).toBe(0);
    }));
});
