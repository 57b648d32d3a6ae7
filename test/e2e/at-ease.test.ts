import { afterAll, expect } from 'vitest';
import { lanAddress } from '../support/lan-address.ts';
import { shot } from '../support/editor/shots.ts';
import { until } from '../support/until.ts';
import { twoPeople } from '../support/editor/two-people.ts';

// What one does and the other sees or, if she wants quiet, does not see. The tests are one story, in this order.

const { people, test } = twoPeople();
const lan = lanAddress();
afterAll(() => lan?.[Symbol.dispose]());
if (lan === undefined) console.error('NO ADDRESS BESIDE LOOPBACK HERE: nobody comes over the network');

/** The toasts of an editor. Hovering keeps them from going by themselves. */
const toasts = (who: 'ana' | 'bia') => people[who].page.locator('.notification-toast');

/** All but the one about Ana's tracker, which may still be there. */
const otherToasts = (who: 'ana' | 'bia') => toasts(who).filter({ hasNotText: 'Your tracker is running' });

/** What Ana's editor says that others type. */
const toldAddress = async (): Promise<string> => {
  const toast = toasts('ana').filter({ hasText: 'Your tracker is running. Teammates choose Set Up and enter' });
  await toast.filter({ hasText: 'allow it on private networks' }).waitFor();
  const address = /(?<=enter )[\d.]+:\d+/.exec(await toast.innerText())?.[0] ?? '';
  await toast.getByRole('button', { name: `Copy ${address}` }).waitFor();
  await shot(people.ana, 'network-tracker');
  return address;
};

test('Ana opens a tracker to her network, Bia comes by the address that it tells, each in three prompts', async () => {
  const { ana, bia } = people;
  await people.setUpAna(lan && 'Start a tracker for my network');
  const address = lan && (await toldAddress());
  if (lan) expect(address?.split(':')).toEqual([lan.host, String(people.port)]);
  console.time('a newcomer, from Set Up to the first message');
  await people.setUpBia(address);
  await bia.chat('panel').write('I am here');
  await ana.chat('panel').message('I am here').waitFor();
  console.timeEnd('a newcomer, from Set Up to the first message'); // goal: 60 s, installing included
  expect([ana.quick.answered, bia.quick.answered]).toEqual([3, 3]);
  await ana.row('People', 'bia, online').waitFor();
  await ana.chat('panel').write('Good morning');
  await bia.chat('panel').message('Good morning').waitFor();
});

test('who writes is seen, until it is sent', async () => {
  const { ana, bia } = people;
  const { composer } = bia.chat('panel');
  await composer.pressSequentially('Morning, A');
  const seen = ana.chat('panel').frame.getByText('bia is typing…');
  // it is told once in a while, and she has just written something
  await until(async () => (await seen.isVisible()) || (await composer.pressSequentially('!'), false), 'typing', 100);
  await bia.chat('panel').composer.press('Enter');
  await ana.chat('panel').message('Morning, A').waitFor();
  await seen.waitFor({ state: 'detached' });
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
  expect(await otherToasts('ana').count()).toBe(0);
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

test('an address in a message opens exactly as it was written', async () => {
  const { ana, bia } = people;
  const addresses = [
    'https://e.test/?q=AT%26T&x=1',
    'https://e.test/a%2Fb/c',
    'https://e.test/?q=c%2B%2B+x',
    'https://e.test/?next=https%3A%2F%2Fx.y%2Fz%3Fa%3D1',
    'https://e.test/p%23q',
  ];
  const opened: string[] = [];
  await ana.page.context().route('https://e.test/**', async (route) => {
    opened.push(route.request().url());
    await route.fulfill({ body: 'here' });
  });
  await bia.chat('panel').write(addresses.join(' '));
  const message = ana.chat('panel').message(addresses[0] ?? '');
  for (const address of addresses) {
    await message.getByRole('link', { name: address, exact: true }).click();
    const ours = ana.page.locator('.monaco-dialog-box', { hasText: 'Open e.test in your browser?' });
    await ours.getByRole('button', { name: 'Open' }).click();
    // in its place comes the editor's own question about a website that it does not know
    await ana.page.getByText('to open the external website?').waitFor();
    const [popup] = await Promise.all([ana.page.waitForEvent('popup'), ana.confirm('Open')]);
    await popup.close();
  }
  expect(opened).toEqual(addresses);
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
  expect(await otherToasts('ana').count()).toBe(0);
  await ana.quick.run('P2P Chat: Toggle Do Not Disturb');
  await bia.row('People', 'ana, online').waitFor();
});

test('the invisible look offline, and get messages as always', async () => {
  const { ana, bia } = people;
  await ana.quick.run('P2P Chat: Set Status…');
  await ana.quick.pick('Invisible');
  await bia.row('People', 'ana, offline').waitFor();
  await ana.openByRow('Direct messages with bia', 'bia');
  await ana.chat('panel').message('This can wait').waitFor();
  await bia.chat('panel').write('Are you there?');
  await ana.chat('panel').message('Are you there?').waitFor();
  await ana.quick.run('P2P Chat: Set Status…');
  await ana.quick.pick('Online');
  await bia.row('People', 'ana, online').waitFor();
});
