import { expect } from 'vitest';
import { shot } from '../support/editor/shots.ts';
import { twoPeople } from '../support/editor/two-people.ts';

// What one does and the other sees or, if she wants quiet, does not see. The tests are one story, in this order.

const { people, test } = twoPeople();

/** The toasts of an editor. Hovering keeps them from going by themselves. */
const toasts = (who: 'ana' | 'bia') => people[who].page.locator('.notification-toast');

test('Ana and Bia are in general', async () => {
  await people.setUpAna();
  await people.setUpBia();
  await people.ana.row('People', 'bia, online').waitFor();
  await people.ana.chat('panel').write('Good morning');
  await people.bia.chat('panel').message('Good morning').waitFor();
});

test('who writes is seen, until it is sent', async () => {
  const { ana, bia } = people;
  await bia.chat('panel').composer.pressSequentially('Morning, A');
  await ana.chat('panel').frame.getByText('bia is typing…').waitFor();
  await bia.chat('panel').composer.press('Enter');
  await ana.chat('panel').message('Morning, A').waitFor();
  await ana.chat('panel').frame.getByText('bia is typing…').waitFor({ state: 'detached' });
});

test('a name is completed by keys, and who is called while reading gets no toast', async () => {
  const { ana, bia } = people;
  const { composer } = bia.chat('panel');
  await composer.pressSequentially('@an');
  await bia.chat('panel').frame.getByRole('option', { name: 'ana' }).waitFor();
  await composer.press('Tab');
  await composer.pressSequentially('can you look?');
  expect(await composer.inputValue()).toBe('@ana can you look?');
  await composer.press('Enter');
  await ana.chat('panel').frame.locator('.msg.is-mention', { hasText: 'can you look?' }).waitFor();
  expect(await toasts('ana').count()).toBe(0);
});

test('an answer quotes what it answers, and the quote leads there', async () => {
  const { ana, bia } = people;
  const asked = ana.chat('panel').message('can you look?');
  await asked.focus();
  await asked.press('r');
  await ana.chat('panel').write('In a minute');
  const quote = bia.chat('panel').message('In a minute').locator('.quote');
  await quote.filter({ hasText: 'can you look?' }).click();
  await expect.poll(() => bia.chat('panel').focused.innerText()).toContain('@ana can you look?');
});

test('a direct message that nobody is reading is a toast, and is answered in it', async () => {
  const { ana, bia } = people;
  await bia.quick.run('P2P Chat: Send Direct Message…');
  await bia.quick.pick('ana');
  await bia.chat('panel').shows('ana');
  await bia.chat('panel').write('Lunch at noon?');
  const toast = toasts('ana').filter({ hasText: 'bia: Lunch at noon?' });
  await toast.waitFor();
  await toast.hover();
  await shot(ana, 'toast-dark');
  await toast.getByRole('button', { name: 'Reply' }).click();
  await ana.quick.answer('bia: Lunch at noon?', 'With pleasure');
  await bia.chat('panel').message('With pleasure').locator('.quote', { hasText: 'Lunch at noon?' }).waitFor();
});

test('who does not want to be disturbed is not, and is seen to want it', async () => {
  const { ana, bia } = people;
  await ana.quick.run('P2P Chat: Toggle Do Not Disturb');
  await bia.row('People', 'ana, do not disturb').waitFor();
  await bia.chat('panel').write('This can wait');
  await ana.row('Conversations', 'Direct messages with bia, online, 1 unread').waitFor();
  expect(await toasts('ana').count()).toBe(0);
  await ana.quick.run('P2P Chat: Toggle Do Not Disturb');
  await bia.row('People', 'ana, online').waitFor();
});

test('the invisible look offline, and get messages as always', async () => {
  const { ana, bia } = people;
  await ana.quick.run('P2P Chat: Set Status…');
  await ana.quick.pick('Invisible');
  await bia.row('People', 'ana, offline').waitFor();
  await ana.row('Conversations', 'Direct messages with bia').click();
  await ana.chat('panel').shows('bia');
  await ana.chat('panel').message('This can wait').waitFor();
  await bia.chat('panel').write('Are you there?');
  await ana.chat('panel').message('Are you there?').waitFor();
  await ana.quick.run('P2P Chat: Set Status…');
  await ana.quick.pick('Online');
  await bia.row('People', 'ana, online').waitFor();
});
