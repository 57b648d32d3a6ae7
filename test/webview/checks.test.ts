import { expect, it } from 'vitest';
import { axeFindings } from './checks/axe.ts';
import { moving, outOfRoom } from './checks/barriers.ts';
import { paleFindings } from './checks/contrast.ts';
import { focusFindings, walk } from './checks/focus.ts';
import { describePage, withChat } from './harness/browser.ts';
import { states } from './harness/states.ts';

describePage('barriers', () => {
  it('would be found', () =>
    withChat(states.room, {}, async ({ page }) => {
      await page.evaluate(() => {
        const words = Object.assign(document.createElement('p'), { textContent: 'pale' });
        words.style.color = '#333';
        words.animate([{ opacity: 1 }, { opacity: 0.99 }], { duration: 1000, iterations: Number.POSITIVE_INFINITY });
        const button = document.createElement('button');
        button.style.cssText = 'position: absolute; left: 2000px; width: 40px; height: 40px; outline: none';
        document.querySelector('main')?.prepend(words, button);
      });
      expect((await axeFindings(page)).join('\n')).toMatch(/critical button-name[^]*serious color-contrast/);
      expect((await paleFindings(page, 'dark')).join('\n')).toContain('"pale"');
      expect((await outOfRoom(page)).join('\n')).toContain('beside the window: button');
      expect(await moving(page)).not.toEqual([]);
      expect((await focusFindings(page)).join('\n')).toContain('light: focus not seen on button. ""');
    }));

  it('would be found where the Tab key does not lead out', () =>
    withChat(states.room, {}, async ({ page }) => {
      await page.evaluate(() => {
        document.addEventListener('focusin', ({ target }) => {
          if (target instanceof HTMLElement && target.localName === 'tk-text-area')
            document.querySelector<HTMLElement>('.msg')?.focus();
        });
      });
      expect(await walk(page, 'dark')).toEqual(['dark: no way out for the Tab key']);
    }));
});
