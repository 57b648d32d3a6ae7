import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, carla, direct, event, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Message #link-layer' });
const messages = (page: Page) => page.locator('article');
const write = async (page: Page, text: string): Promise<void> => {
  await field(page).fill(text);
  await field(page).press('Enter');
};

describePage('chat', () => {
  it('sends with Enter: the row is there at once, then marked as sent', () =>
    withChat(snapshot(), { sending: 'hold' }, async ({ page, said }) => {
      await write(page, 'Hello');
      await messages(page).getByText('Hello', { exact: true }).waitFor();
      await page.locator('.state.sending').waitFor();
      expect(await field(page).inputValue()).toBe('');
      await page.evaluate(() => fakeHost.release());
      await page.locator('.state.sent').waitFor();
      expect(await messages(page).count()).toBe(1);
      expect(await said('send')).toEqual([{ room: group.room, content: 'Hello' }]);
    }));

  it('puts the mark beside the last line', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await write(page, 'one two three '.repeat(40));
      await page.locator('.state.sent').waitFor();
      const [text, mark] = [await page.locator('.msg-text').boundingBox(), await page.locator('.state').boundingBox()];
      expect(text?.height).toBeGreaterThan(2 * (mark?.height ?? 0));
      expect((mark?.y ?? 0) + (mark?.height ?? 0)).toBeCloseTo((text?.y ?? 0) + (text?.height ?? 0), 0);
    }));

  it('breaks the line with Shift+Enter, and sends nothing that is only space', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).pressSequentially('   ');
      await field(page).press('Enter');
      expect(await said('send')).toEqual([]);
      await field(page).fill('one');
      await field(page).press('Shift+Enter');
      await field(page).pressSequentially('two');
      await field(page).press('Enter');
      await messages(page).first().waitFor();
      expect(await said('send')).toEqual([{ room: group.room, content: 'one\ntwo' }]);
    }));

  it('leaves Enter to an input method that is composing', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).fill('に');
      await field(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true });
      expect(await said('send')).toEqual([]);
      expect(await field(page).inputValue()).toBe('に');
    }));

  it('keeps what failed, with its cause, and sends it again on Retry', () =>
    withChat(snapshot(), { sending: 'DISK_FULL' }, async ({ page }) => {
      await write(page, 'The capture from last night is in captures/.');
      await page.getByText('Not sent: the disk is full.', { exact: true }).first().waitFor();
      await keepPicture(page, 'failed');
      await page.evaluate(() => {
        fakeHost.sending = 'ok';
      });
      await page.getByRole('button', { name: 'Retry' }).click();
      await page.locator('.state.sent').waitFor();
      expect(await messages(page).count()).toBe(1);
      expect(await page.locator('.failed').count()).toBe(0);
    }));

  it('copies and deletes what failed', () =>
    withChat(snapshot(), { sending: 'INTERNAL' }, async ({ page, said }) => {
      await write(page, 'precious');
      await page.getByRole('button', { name: 'Copy' }).click();
      expect(await said('copyText')).toEqual([{ text: 'precious' }]);
      await page.getByRole('button', { name: 'Delete' }).click();
      await expect.poll(() => messages(page).count()).toBe(0);
    }));

  it('puts the messages of one author under one name', async () => {
    const rows = [
      row(bruno, 'one', noon),
      row(bruno, 'two', noon + minute),
      row(carla, 'three', noon + 2 * minute),
      row(bruno, 'four', noon + 3 * minute),
      event('left', carla, noon + 4 * minute),
      row(bruno, 'five', noon + 4 * minute),
      row(bruno, 'six', noon + 10 * minute),
    ];
    await withChat(snapshot({ rows }), {}, async ({ page }) => {
      expect(await page.locator('article.is-first .msg-text').allInnerTexts()).toEqual([
        'one',
        'three',
        'four',
        'five',
        'six',
      ]);
    });
  });

  it('shows HTML as text', async () => {
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script> & <b>bold</b> ${1+1} https://example.invalid';
    await withChat(
      snapshot({ rows: [row({ ...bruno, username: '<i>Bruno</i>' }, evil, noon)] }),
      {},
      async ({ page }) => {
        expect(await page.locator('.msg-text p').innerText()).toBe(evil);
        expect(await page.locator('.msg-author').innerText()).toBe('<i>Bruno</i>');
        expect(await page.locator('.log :is(img, script, b, i)').count()).toBe(0);
      },
    );
  });

  it('answers /users and /help here, and hands /leave and /deletar_sala to the host', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await write(page, '/users');
      await page.locator('.note').getByText('Bruno Sato (owner, online)').waitFor();
      await write(page, '/HELP');
      await page.locator('.help code', { hasText: '/leave' }).waitFor();
      await keepPicture(page, 'notes');
      await write(page, '/leave');
      await write(page, '/deletar_sala');
      await expect
        .poll(() => said('command'))
        .toEqual([
          { command: 'leaveRoom', room: group.room },
          { command: 'deleteRoom', room: group.room },
        ]);
      expect(await said('send')).toEqual([]);
    }));

  it('says what is too long instead of sending or cutting it', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).fill('x'.repeat(16_003));
      await page.getByText('Too long by 3 characters').waitFor();
      await field(page).press('Enter');
      expect(await said('send')).toEqual([]);
      expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    }));

  it('shows the draft of the host, and tells it what is being written', () =>
    withChat(snapshot({ draft: 'half a thou' }), {}, async ({ page, said }) => {
      expect(await field(page).inputValue()).toBe('half a thou');
      await field(page).focus();
      // at once: on a busy machine a pause between two keys is long enough to tell half of it
      await page.keyboard.insertText('ght');
      await expect.poll(() => said('draft')).toEqual([{ room: group.room, text: 'half a thought' }]);
    }));

  it('has its draft and what failed again after a reload', () =>
    withChat(snapshot(), { sending: 'DISK_FULL' }, async ({ page, said }) => {
      await write(page, 'precious');
      await page.locator('.failed').waitFor();
      // told, and not heard: the editor went down with the page
      await page.evaluate(() => Object.assign(fakeHost, { keeping: 'hold' }));
      await field(page).fill('half a thought');
      await expect.poll(() => said('draft')).toContainEqual({ room: group.room, text: 'half a thought' });
      await page.reload();
      await page.locator('.failed').waitFor();
      expect(await field(page).inputValue()).toBe('half a thought');
      expect(await messages(page).locator('.msg-text').innerText()).toBe('precious');
    }));

  it('has the draft of the host after a reload, if that has kept its own: another page has written since', () =>
    withChat(snapshot(), { reloaded: snapshot({ draft: 'theirs' }) }, async ({ page }) => {
      await field(page).fill('mine');
      const kept = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('fake-state') ?? '{}').told);
      await expect.poll(kept).toBe('mine');
      await page.reload();
      await expect.poll(() => field(page).inputValue()).toBe('theirs');
    }));

  it('has its draft again when the conversation comes later than the page, as after a restart', async () => {
    const { header: _, ...rest } = snapshot();
    await withChat(snapshot(), { reloaded: { ...rest, screen: 'loading' } }, async ({ page, show }) => {
      await field(page).fill('half a thought');
      await page.reload();
      await page.getByText('Loading…').waitFor();
      await show({ ...snapshot(), rev: 9 });
      expect(await field(page).inputValue()).toBe('half a thought');
    });
  });

  it('shows what the host keeps of failed messages; Retry and Delete are told to it', () => {
    const one = { room: group.room, after: '', at: noon, content: 'precious', code: 'DISK_FULL' } as const;
    const failed = [
      { ...one, key: 'f1' },
      { ...one, key: 'f2', content: 'worthless' },
    ];
    return withChat(snapshot({ failed }), { sending: 'hold' }, async ({ page, said }) => {
      const buttons = (text: string) => messages(page).filter({ hasText: text }).getByRole('button');
      await buttons('worthless').filter({ hasText: 'Delete' }).click();
      await expect.poll(() => said('discard')).toEqual([{ room: group.room, key: 'f2' }]);
      await buttons('precious').filter({ hasText: 'Retry' }).click();
      await page.locator('.state.sending').waitFor();
      expect(await said('retry')).toEqual([{ room: group.room, key: 'f1' }]);
      await page.evaluate(() => fakeHost.release());
      await page.locator('.state.sent').waitFor();
      await page.evaluate(() => fakeHost.pushDelta({ rev: 2, failed: [] }));
      expect(await messages(page).count()).toBe(1);
      expect(await said('send')).toEqual([]);
    });
  });

  it('asks for everything again when a delta is missing', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await page.evaluate(() => fakeHost.pushDelta({ rev: 3 }));
      await expect.poll(async () => (await said('ready')).length).toBe(2);
    }));

  it('says when a direct message waits for somebody', async () => {
    const rows = [row(ana, 'Bom dia', noon)];
    await withChat(snapshot({ header: direct(false), rows }), {}, async ({ page }) => {
      await page.getByText('Will be delivered when Bruno Sato is online').first().waitFor();
    });
  });

  it('shows why one cannot write', () =>
    withChat(snapshot({ header: { ...group, readOnly: 'left' } }), {}, async ({ page }) => {
      await page.getByText('You left this room. You can still read it.').waitFor();
      expect(await page.getByRole('textbox').count()).toBe(0);
    }));
});
