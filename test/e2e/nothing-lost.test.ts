import { expect } from 'vitest';
import { shot } from '../support/editor/shots.ts';
import { twoPeople } from '../support/editor/two-people.ts';

// One editor dies; what the other does meanwhile is there when it is back. The tests are one story, in this order.

const { people, test } = twoPeople();

test('Ana and Bia have talked', async () => {
  const { ana, bia } = people;
  await people.setUpAna();
  await people.setUpBia();
  await ana.row('People', 'bia, online').waitFor();
  await ana.chat('panel').write('Shall we release today?');
  await bia.chat('panel').message('Shall we release today?').waitFor();
  await bia.chat('panel').write('After lunch');
  await ana.chat('panel').message('After lunch').waitFor();
  await bia.quick.run('View: Close All Editors');
  await bia.tabs('#general').waitFor({ state: 'detached' });
});

test('while Bia is away, Ana writes, edits, deletes and reacts', async () => {
  const { ana, bia } = people;
  await bia.kill();
  await ana.row('People', 'bia, offline').waitFor();
  const chat = ana.chat('panel');
  await chat.write('The notes are written');
  await chat.write('The tsets are green');
  await chat.composer.press('ArrowUp');
  await expect.poll(() => chat.composer.inputValue()).toBe('The tsets are green');
  await chat.composer.fill('The tests are green');
  await chat.composer.press('Enter');
  await chat.message('The tests are green').locator('.msg-edited').waitFor();

  await chat.write('The password is hunter2');
  await chat.sent('The password is hunter2');
  await chat.message('hunter2').focus();
  await chat.message('hunter2').press('Delete');
  const undo = chat.frame.getByRole('button', { name: 'Undo' });
  await undo.click();
  await chat.message('hunter2').focus();
  await chat.message('hunter2').press('Delete');
  await undo.waitFor();
  await undo.waitFor({ state: 'detached' });
  await chat.message('Message deleted').waitFor();

  await chat.message('After lunch').focus();
  await chat.message('After lunch').press('a');
  const picker = chat.frame.getByRole('dialog', { name: 'Add Reaction' });
  await picker.getByRole('textbox').fill('thumbs');
  await picker.getByRole('textbox').press('Enter');
  await chat.message('After lunch').locator('.reaction[aria-pressed="true"]').waitFor();
  await shot(ana, 'while-away');
});

test('Bia comes back and finds exactly that, with what is unread', async () => {
  const { ana, bia } = people;
  await bia.restart();
  await bia.row('Conversations', 'Room general, 2 of 2 online, 2 unread').waitFor();
  await bia.openByRow('Room general', 'general');
  const chat = bia.chat('panel');
  await chat.frame.locator('.new[role="separator"]').waitFor();
  await chat.message('The notes are written').waitFor();
  await chat.message('The tests are green').locator('.msg-edited').waitFor();
  await chat.message('Message deleted').waitFor();
  await chat.message('After lunch').locator('.reaction[title="ana"]').waitFor();
  expect(await chat.frame.getByText('tsets').count()).toBe(0);
  expect(await chat.frame.getByText('hunter2').count()).toBe(0);
  await shot(bia, 'back');
  await ana.chat('panel').message('The tests are green').locator('.state.is-read').waitFor();
  await bia.page.locator('.monaco-list-row[aria-label="Room general, 2 of 2 online"]').waitFor();
}, 180_000);

test('both read the same after both have been away', async () => {
  const { ana, bia } = people;
  const texts = async (who: typeof ana) =>
    who.chat('panel').frame.locator('.msg .msg-text, .msg .gone').allInnerTexts();
  const before = await texts(ana);
  await ana.reload();
  await ana.chat('panel').shows('general');
  await expect.poll(() => texts(ana)).toEqual(before);
  expect(await texts(bia)).toEqual(before);
});
