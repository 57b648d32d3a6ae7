import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../common/base/index.ts';
import type { ReplyOf } from '../../common/protocol/tracker/index.ts';
import { requestAll } from '../../src/tracker-client/index.ts';
import { SessionRig } from '../support/session-rig.ts';

let rig: SessionRig;
let answers: (readonly ReplyOf<'ROOM_OPS'>[] | AppError)[];
const roomId = 'ab'.repeat(32);
const page = (entry: string, next?: string): object => ({
  certs: [],
  entries: [entry],
  ...(next === undefined ? {} : { next }),
});
const pagesAsked = (): unknown[] => rig.socket.sent.slice(1).map((request) => request['page']);

beforeEach(() => {
  rig = new SessionRig();
  rig.signIn();
  answers = [];
});
afterEach(() => expect(rig.end()).toEqual({ timers: 0, sockets: 0 }));

it('gathers every page in order', () => {
  requestAll(rig.session, 'ROOM_OPS', { roomId }, (answer) => answers.push(answer));
  rig.answer(page('AAAA', 'second'));
  rig.answer(page('BBBB', 'third'));
  expect(answers).toEqual([]);
  rig.answer(page('CCCC'));
  expect(answers).toMatchObject([[{ entries: ['AAAA'] }, { entries: ['BBBB'] }, { entries: ['CCCC'] }]]);
  expect(pagesAsked()).toEqual([undefined, 'second', 'third']);
});

it('goes on where another reply left off', () => {
  requestAll(rig.session, 'ROOM_OPS', { roomId, page: 'second' }, (answer) => answers.push(answer));
  rig.answer(page('BBBB'));
  expect(pagesAsked()).toEqual(['second']);
  expect(answers).toHaveLength(1);
});

it('gives the first error, and nothing else', () => {
  requestAll(rig.session, 'ROOM_OPS', { roomId }, (answer) => answers.push(answer));
  rig.answer(page('AAAA', 'second'));
  rig.refuse('ROOM_UNKNOWN');
  expect(answers).toEqual([expect.objectContaining({ code: 'ROOM_UNKNOWN' })]);
});

it('does not follow a tracker that never ends', () => {
  requestAll(rig.session, 'ROOM_OPS', { roomId }, (answer) => answers.push(answer));
  for (let i = 0; i < 1000 && answers.length === 0; i++) rig.answer(page('AAAA', 'more'));
  expect(answers).toEqual([expect.objectContaining({ code: 'TOO_LARGE' })]);
});

it('says OFFLINE at once where there is no connection', () => {
  rig.socket.close('gone');
  requestAll(rig.session, 'ROOM_OPS', { roomId }, (answer) => answers.push(answer));
  expect(answers).toEqual([expect.objectContaining({ code: 'OFFLINE' })]);
});
