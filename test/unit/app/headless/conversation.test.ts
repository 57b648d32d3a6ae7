import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { asHex } from '../../../../common/model/index.ts';
import { aConversation, aPerson, aRow, aState, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { headlessRig } from '../../../support/headless-rig.ts';

const bia = { identity: asHex<typeof me>('cc'.repeat(32)), username: 'bia' };
const general = aConversation(1, { name: 'general', mine: true });
const direct = aConversation(2, {
  kind: 'direct',
  name: 'bia',
  members: [{ ...bia, presence: 'online', owner: false }],
});
const state = aState({ conversations: [general, direct] });
const entry = entryId(9);

describe('a conversation', () => {
  test.each([
    [{ room: 'general' }, general.room],
    [{ room: general.room }, general.room],
    [{ to: 'bia' }, direct.room],
    [{ to: 'BIA' }, direct.room],
    [{ to: bia.identity }, direct.room],
  ])('%o is known at once', async (where, room) => {
    const { run, asked } = headlessRig(state);
    await run('send', { ...where, content: 'hi' });
    expect(asked).toEqual([['send', { room, content: 'hi' }]]);
  });

  test.each([
    [{}, 'BAD_REQUEST'],
    [{ room: 'general', to: 'bia' }, 'BAD_REQUEST'],
    [{ room: 'nowhere' }, 'ROOM_UNKNOWN'],
    [{ to: 'dd'.repeat(32) }, 'USER_UNKNOWN'],
  ])('%o is none: %s', async (where, code) => {
    await expect(headlessRig(state).run('send', { ...where, content: 'hi' })).rejects.toMatchObject({ code });
  });

  test('with one of two people of a name is known by who is meant, and asked where nobody is', async () => {
    const other = asHex<typeof me>('dd'.repeat(32));
    const shared = { name: 'Bia', identities: [bia.identity, other] };
    const run = (meant?: typeof me, to = 'bia'): Promise<unknown> => {
      const both = { ...state, people: [aPerson('bia', { identity: other })] };
      const rig = headlessRig({ ...both, namesakes: [{ ...shared, ...(meant && { meant }) }] });
      return rig.run('send', { to, content: 'hi' }).then(() => rig.asked[0]);
    };
    const refusal = { code: 'USER_AMBIGUOUS', details: { identities: [bia.identity, other] } };
    await expect(run()).rejects.toMatchObject(refusal);
    expect(await run(bia.identity)).toEqual(['send', { room: direct.room, content: 'hi' }]);
    expect(await run(other)).toEqual(['openDirect', { user: other }]);
    expect(await run(undefined, bia.identity)).toEqual(['send', { room: direct.room, content: 'hi' }]);
    expect(await run(undefined, other)).toEqual(['openDirect', { user: other }]);
  });

  test('of an identity that has no conversation yet is opened by it', async () => {
    const { run, asked } = headlessRig(aState({ people: [aPerson('caio', { identity: bia.identity })] }));
    await run('history', { to: bia.identity });
    expect(asked[0]).toEqual(['openDirect', { user: bia.identity }]);
  });
});

test('whoever is written to for the first time is asked for once, and everything keeps its order', async () => {
  const opened = Promise.withResolvers<unknown>();
  const answers: Record<string, unknown> = { openDirect: opened.promise, send: aRow(1), edit: aRow(1) };
  const { run, asked } = headlessRig(state, async (verb) => answers[verb]);
  const all = [
    run('send', { to: 'caio', content: '1' }),
    run('send', { to: 'Caio', content: '2' }),
    run('send', { room: 'general', content: 'at once' }),
    run('edit', { entry, content: 'at once' }),
    run('send', { to: 'caio', content: '3' }),
  ];
  const room = roomKey(7);
  expect(asked).toEqual([
    ['openDirect', { user: 'caio' }],
    ['send', { room: general.room, content: 'at once' }],
    ['edit', { entry, content: 'at once' }],
  ]);
  opened.resolve(room);
  await Promise.all(all);
  expect(asked.slice(3)).toEqual(['1', '2', '3'].map((content) => ['send', { room, content }]));
});

test('nobody by that name: each is refused, and the next one asks again', async () => {
  const { run, asked } = headlessRig(state, () => Promise.reject(new AppError('USER_UNKNOWN', 'nobody')));
  const refused = { status: 'rejected', reason: { code: 'USER_UNKNOWN' } };
  const send = () => run('send', { to: 'caio', content: 'hi' });
  expect(await Promise.allSettled([send(), send()])).toMatchObject([refused, refused]);
  expect(await Promise.allSettled([send()])).toMatchObject([refused]);
  expect(asked.map(([verb]) => verb)).toEqual(['openDirect', 'openDirect']);
});
