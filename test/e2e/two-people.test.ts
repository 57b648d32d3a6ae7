import { expect } from 'vitest';
import { shot } from '../support/editor/shots.ts';
import { twoPeople } from '../support/editor/two-people.ts';

const { people, test } = twoPeople();

test('nothing has happened before the first Set Up', async () => {
  const { ana } = people;
  await ana.page.getByText('Messages go straight from editor to editor').waitFor();
  await shot(ana, 'welcome-dark');
  expect(await ana.page.locator('.notification-toast').count()).toBe(0);
  expect(await ana.page.locator('iframe.webview').count()).toBe(0);
});

test('Ana sets up with a tracker of her own in three prompts and finds herself in a room', async () => {
  const { ana } = people;
  await people.setUpAna();
  await ana.row('Conversations', 'Room general').waitFor();
});

test('Bia joins it by its address and is in the same room', async () => {
  const { ana, bia } = people;
  await people.setUpBia();
  await ana.row('People', 'bia, online').waitFor();
  await bia.row('People', 'ana, online').waitFor();
  await ana.row('Conversations', 'Room general, 2 of 2 online').waitFor();
});

test('they chat both ways in the panels', async () => {
  const { ana, bia } = people;
  await ana.chat('panel').write('The parser drops the last line of a file without a newline. Can you look?');
  await bia.chat('panel').message('The parser drops').waitFor();
  await ana.chat('panel').delivered('The parser drops');
  await bia.chat('panel').write('Found it: the tail after the last <b>\\n</b> never becomes a token.');
  await ana.chat('panel').message('<b>\\n</b> never').waitFor();
});

test('they chat both ways in the side bar', async () => {
  const { ana, bia } = people;
  for (const editor of [ana, bia]) {
    await editor.expandChatView();
    await editor.chat('view').choose('general');
  }
  await ana.chat('view').write('That explains the red build');
  await bia.chat('view').message('That explains the red build').waitFor();
  await bia.chat('panel').message('That explains the red build').waitFor();
  await bia.chat('view').write('A fix is on its way');
  await ana.chat('view').message('A fix is on its way').waitFor();
  await ana.page.locator('[aria-label="Room general, 2 of 2 online"]').waitFor(); // nothing is unread: she has it on screen
  await shot(ana, 'side-bar-dark');
});

test('Ana makes a room and Bia joins it', async () => {
  const { ana, bia } = people;
  await ana.quick.run('P2P Chat: Create Room…');
  await ana.quick.answer('Room name', 'design');
  await ana.chat('panel').shows('design');
  await ana.chat('panel').write('Written before Bia came');
  await bia.row('Conversations', 'Browse 1 room…').waitFor();
  await bia.quick.run('P2P Chat: Join Room…');
  await bia.quick.pick('design');
  await bia.chat('panel').shows('design');
  await bia.chat('panel').message('Written before Bia came').waitFor();
  await ana.chat('panel').line('bia has joined').waitFor();
});

test('they talk in private', async () => {
  const { ana, bia } = people;
  await ana.quick.run('P2P Chat: Send Direct Message…');
  await ana.quick.pick('bia');
  await ana.chat('panel').shows('bia');
  await ana.chat('panel').write('Only for you');
  await bia.row('Conversations', 'Direct messages with ana, online, 1 unread').waitFor();
  await bia.openByRow('Direct messages with ana', 'ana');
  await bia.chat('panel').message('Only for you').waitFor();
  await bia.chat('panel').write('Nobody else sees it');
  await ana.chat('panel').message('Nobody else sees it').waitFor();
  await bia.row('Conversations', 'Direct messages with ana, online').waitFor();
});

test('after a reload the history and the draft are there', async () => {
  const { ana, bia } = people;
  const draft = 'Half a thought';
  await ana.chat('panel').composer.fill(draft);
  await ana.chat('panel').message('Only for you').waitFor();
  await ana.reload();
  await ana.chat('panel').shows('bia');
  await ana.chat('panel').message('Nobody else sees it').waitFor();
  await expect.poll(() => ana.chat('panel').composer.inputValue()).toBe(draft);
  await ana.chat('panel').composer.press('End');
  await ana.chat('panel').write(`${draft} made whole`);
  await bia.chat('panel').message('made whole').waitFor();
});

test('Bia leaves the room, Ana deletes it', async () => {
  const { ana, bia } = people;
  await ana.openByRow('Room design, 2 of 2 online', 'design');
  await expect.poll(() => ana.tabs('#design').count()).toBe(1); // not a second one beside that of before the reload
  await bia.quick.run('P2P Chat: Leave Room…');
  await bia.quick.pick('design');
  await bia.confirm('Leave Room');
  await ana.chat('panel').line('bia has left').waitFor();
  await ana.row('Conversations', 'Room design, 1 of 1 online').waitFor();
  await ana.quick.run('P2P Chat: Delete Room…');
  await ana.quick.pick('design');
  await ana.confirm('Delete Room');
  await ana
    .chat('panel')
    .line('This room was deleted')
    .or(ana.chat('panel').frame.getByText('This room was deleted'))
    .first()
    .waitFor();
  await bia.row('Conversations', 'Browse').waitFor({ state: 'detached' });
});

test('Bia signs out and in again', async () => {
  const { ana, bia } = people;
  await bia.quick.run('P2P Chat: Sign Out');
  await bia.confirm('Sign Out');
  await bia.page.getByText('You are not signed in').waitFor();
  await ana.row('People', 'bia, offline').waitFor();
  await bia.quick.run('P2P Chat: Sign In…');
  // this computer knows who she is: one prompt
  await bia.quick.ask(`Sign In: bia on 127.0.0.1:${people.port}`);
  await bia.quick.answer('Password for bia', people.password);
  await bia.row('Conversations', 'Room general, 2 of 2 online').waitFor();
  await ana.row('People', 'bia, online').waitFor();
  await bia.openRoom('general');
  await bia.chat('panel').message('A fix is on its way').waitFor();
});

// how soon is for the tracker's own suite, on a clock that can be moved
test('a killed editor is shown offline, and comes back with its history', async () => {
  const { ana, bia } = people;
  await bia.kill();
  await ana.row('People', 'bia, offline').waitFor();
  await ana.openRoom('general');
  await ana.chat('panel').write('While you were away');
  await bia.restart();
  await ana.row('People', 'bia, online').waitFor();
  await bia.openRoom('general');
  await bia.chat('panel').message('A fix is on its way').waitFor();
  await bia.chat('panel').message('While you were away').waitFor();
  await ana.chat('panel').delivered('While you were away');
}, 180_000);

test('it looks right in the dark and in the light', async () => {
  const { ana } = people;
  const message = ana.chat('panel').message('While you were away');
  await message.waitFor();
  await shot(ana, 'chat-dark');
  await ana.toggleTheme();
  await message.waitFor();
  await shot(ana, 'chat-light');
});
