import { expect, test } from 'vitest';
import { directKey, roomId } from '../../common/log/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { HeadlessPeer, type Json } from '../support/headless-peer.ts';
import { HostileMember } from '../support/hostile-member.ts';
import { testPerson } from '../support/people.ts';
import { holding } from '../support/sim/hostile-scene.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

/** Claims more of its victim's own log, takes its time when it is asked, brings nothing, and claims still more. */
const lie = (member: HostileMember, room: RoomKey): void => {
  let end = 5000;
  const log = member.logOf(member.victim, room);
  const claimMore = (): void => member.claim(room, [holding(member.victim.device, end++, log)]);
  member.onWant = () =>
    member.later(2500, () => {
      if (!member.isLinked) return;
      member.say([], 'last');
      claimMore();
    });
  claimMore();
};

test('members who claim more of my own log, and answer slowly with nothing, stop nothing that I write', async () => {
  await using stack = new AsyncDisposableStack();
  const tracker = stack.use(await TestTracker.start());
  const { path } = stack.use(await temporaryFolder());
  const ana = new HeadlessPeer(tracker.running.url, path);
  stack.defer(async () => void (await ana.program.end('eof')));
  const account = await ana.do('register', { username: 'Ana', password });
  const { roomId: room } = (await ana.do('create-room', { room: 'general' })) as { roomId: RoomKey };
  const mallory = testPerson(66, 'Mallory');
  const members: HostileMember[] = [];
  const genesis = await tracker.genesis(room);
  for (const number of [1, 2]) {
    const member = await HostileMember.link(mallory.device(number), ana, account);
    stack.defer(() => member.dispose());
    member.join(room, genesis);
    members.push(member);
  }
  await ana.until('list-rooms', {}, ({ rooms }) => (rooms as Json[]).some(({ total }) => total === 2));
  for (const member of members) lie(member, room);
  // those who are asked anything have been heard
  await ana.until('status', {}, () => members.some(({ wants }) => wants.length > 0));
  for (let i = 0; i < 3; i++) await ana.do('send', { room: 'general', content: `all the same ${i}` });
  expect(await ana.contents({ room: 'general' })).toEqual(['all the same 0', 'all the same 1', 'all the same 2']);
  await ana.do('delete-room', { room: 'general' });
});

test('a third person learns nothing of a direct conversation, not even that there is one', async () => {
  await using stack = new AsyncDisposableStack();
  const tracker = stack.use(await TestTracker.start());
  const { path } = stack.use(await temporaryFolder());
  const ana = new HeadlessPeer(tracker.running.url, path);
  stack.defer(async () => void (await ana.program.end('eof')));
  const account = await ana.do('register', { username: 'Ana', password });
  const bia = testPerson(62, 'Bia').device(1);
  await tracker.registered(bia);
  const { roomId: room } = (await ana.do('create-room', { room: 'general' })) as { roomId: RoomKey };
  for (let i = 0; i < 7; i++) await ana.do('send', { to: 'Bia', content: `between the two of us ${i}` });
  const member = await HostileMember.link(testPerson(66, 'Mallory').device(1), ana, account);
  stack.defer(() => member.dispose());
  member.join(room, await tracker.genesis(room));
  await ana.until('list-rooms', {}, ({ rooms }) => (rooms as Json[]).some(({ total }) => total === 2));
  const direct = directKey(bia.crypto, bia.certificate.identity, member.victim.identity);
  const records = [bia.certificate, member.victim].map((one) =>
    holding(one.device, 100_000, member.logOf(one, direct)),
  );
  for (const record of records) member.claim(direct, [record]);
  // frames are taken in order: once she is asked about the room, the other claims have been read
  member.claim(room, [holding(member.device.certificate.device, 3, member.logOf(member.device.certificate, room))]);
  await ana.until('status', {}, () => member.wants.length > 0);
  expect(member.wants.map(({ room: about }) => about)).toEqual([roomId(room)]);
});
