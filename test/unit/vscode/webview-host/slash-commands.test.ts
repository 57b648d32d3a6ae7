import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { muteUntil, untilText } from '../../../../src/vscode/model/mute-until.ts';
import { aPerson, roomKey } from '../../../support/chat-samples.ts';
import { pageRig } from '../../../support/page-rig.ts';

const room = roomKey(1);

const rig = async () => {
  const made = await pageRig();
  await made.wire.tell('ready', {});
  const { people } = made.chat.state;
  made.chat.set({ people: [...people, aPerson('Bruno'), aPerson('Bruno Sato')] });
  return made;
};

test('/msg writes to one person, and nothing comes into the conversation on screen', async () => {
  const { wire, chat } = await rig();
  const before = chat.rows.get(room);
  expect(await wire.call('slash', { room, command: 'message', argument: '@bruno sato a word\nwith you' })).toEqual({
    ok: true,
    value: { words: 'Sent to Bruno Sato.', user: aPerson('Bruno Sato').identity },
  });
  expect(chat.rows.get(room)).toEqual(before);
  const direct = chat.state.conversations.find(({ name }) => name === 'Bruno Sato');
  expect(chat.rows.get(direct?.room ?? roomKey(9))?.map(({ content }) => content)).toEqual(['a word\nwith you']);
});

test('/msg with a name alone shows the conversation with that person', async () => {
  const { wire, ran } = await rig();
  const answer = await wire.call('slash', { room, command: 'message', argument: 'bruno' });
  expect(answer).toEqual({ ok: true, value: { words: '' } });
  expect(ran).toEqual([['messagePerson', { user: aPerson('Bruno').identity }]]);
});

test('what cannot be done is said in a sentence, and nothing is sent', async () => {
  const { wire, chat } = await rig();
  for (const code of ['USER_UNKNOWN', 'OFFLINE', 'BAD_REQUEST'] as const) {
    chat.fails = new AppError(code, 'no');
    const answer = await wire.call('slash', { room, command: 'message', argument: 'zoe hi' });
    expect(answer).toEqual({ ok: false, code, message: expect.stringMatching(/\.$/) });
  }
  expect([...chat.rows.values()].flat().some(({ content }) => content === 'hi')).toBe(false);
});

test('/mute takes a time', async () => {
  const { wire, chat, clock } = await rig();
  const muted: unknown[] = [];
  chat.mute = async (params) => void muted.push(params);
  expect(await wire.call('slash', { room, command: 'mute', argument: '1h30m' })).toMatchObject({
    ok: true,
    value: { words: expect.stringMatching(/^Muted until .*\d\d.*\. Only mentions will count\.$/) },
  });
  expect(muted).toEqual([{ room, muted: true, until: clock.wall() + 5_400_000 }]);
});

test('until tomorrow is until eight in the morning of the next day, and the day is said', () => {
  const evening = new Date(2026, 2, 9, 22, 30).getTime();
  const until = muteUntil('tomorrow', evening);
  expect(new Date(until)).toEqual(new Date(2026, 2, 10, 8));
  expect([untilText(until, evening), untilText(evening + 60_000, evening)]).toEqual([
    expect.stringMatching(/^Tue,? 8:00.AM$/),
    expect.stringMatching(/^10:31.PM$/),
  ]);
});

test('/status takes what people call it', async () => {
  const { wire, statuses } = await rig();
  expect(await wire.call('slash', { room, command: 'status', argument: 'Não perturbe' })).toEqual({
    ok: true,
    value: { words: 'Your status: Do Not Disturb' },
  });
  expect(statuses).toEqual(['dnd']);
  expect(await wire.call('slash', { room, command: 'status', argument: 'somewhere' })).toMatchObject({ ok: false });
});
