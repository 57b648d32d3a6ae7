import { expect, test } from 'vitest';
import { Drafts } from '../../../../src/vscode/webview-host/drafts.ts';
import { roomKey } from '../../../support/chat-samples.ts';
import { memory } from '../../../support/feed-rig.ts';

const room = roomKey(1);

test('a draft belongs to an account and a conversation', async () => {
  const store = memory();
  const drafts = new Drafts(store);
  await drafts.set('ana', room, 'from ana');
  await drafts.set('bia', room, 'from bia');
  await drafts.set('ana', roomKey(2), 'elsewhere');
  const again = new Drafts(store);
  expect([
    again.get('ana', room),
    again.get('bia', room),
    again.get('ana', roomKey(2)),
    again.get('eva', room),
  ]).toEqual(['from ana', 'from bia', 'elsewhere', '']);
});

test('the fifty newest survive, and none that was emptied', async () => {
  const store = memory();
  const drafts = new Drafts(store);
  await drafts.set('ana', roomKey(0), 'draft 0');
  await drafts.set('ana', roomKey(1), 'draft 1');
  await drafts.set('ana', roomKey(0), 'draft 0, gone on with');
  for (let n = 2; n <= 50; n++) await drafts.set('ana', roomKey(n), `draft ${n}`);
  await drafts.set('ana', roomKey(7), '');
  const again = new Drafts(store);
  expect([0, 1, 7, 50].map((n) => again.get('ana', roomKey(n)))).toEqual(['draft 0, gone on with', '', '', 'draft 50']);
});

test('what another window wrote is not written over', async () => {
  const store = memory();
  const [one, other] = [new Drafts(store), new Drafts(store)];
  await one.set('ana', room, 'here');
  await other.set('ana', roomKey(2), 'there');
  await one.set('ana', roomKey(3), 'here again');
  expect([other.get('ana', room), one.get('ana', roomKey(2))]).toEqual(['here', 'there']);
});

test('a draft of the first version goes to the account that opens its room first, and to nobody else', async () => {
  const store = memory();
  await store.update('drafts', { [room]: 'old', [roomKey(2)]: 'old too' });
  const drafts = new Drafts(store);
  expect([drafts.get('ana', room), drafts.get('bia', room)]).toEqual(['old', '']);
  await drafts.set('bia', roomKey(2), '');
  expect(drafts.get('ana', roomKey(2))).toBe('');
});

test('drafts that are not ours are ignored', () => {
  const drafts = new Drafts({ get: () => [1, 2], update: async () => {} });
  expect(drafts.get('ana', room)).toBe('');
});
