import { afterEach, expect, test } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import { encodeBody, encodeNameRecord, logId, roomId } from '../../common/log/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { add } from '../support/membership.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { claim, holding, HostileScene, push } from '../support/sim/hostile-scene.ts';

let scene: HostileScene;
afterEach(() => scene.dispose());

/** A room of Mallory's own, made by the product, with Ana and Bia in it. */
const lair = (): RoomKey => {
  const owner = new ChatMate(scene.world, scene.tracker, 'Mallory III', scene.mallory.device(3));
  owner.start();
  scene.world.run(1000);
  const room = owner.do('createRoom', { name: 'lair', capacity: 50 });
  for (const mate of [scene.ana, scene.bia]) mate.do('joinRoom', { room: 'lair' });
  scene.world.run(5000);
  scene.world.stop(owner.host);
  return room;
};

test('an owner admits nobody under a name that no tracker has given', () => {
  scene = new HostileScene();
  const room = lair();
  const accomplice = testPerson(67, 'Max');
  const fields = { tracker: scene.world.tracker.id, identity: accomplice.identity, made: 1, username: 'Caio' };
  const forged = { kind: 'ADD', record: toBase64url(encodeNameRecord(fields, scene.mallory.crypto.sign)) } as const;
  const genesis = scene.ana.disk.entries.find((stored) => stored.room === room && stored.entry.seq === 0)?.entry.id;
  const after = genesis === undefined ? [] : [genesis];
  const dora = testPerson(64, 'Dora');
  const log = logId(scene.device.crypto, room, 'control', scene.mallory.identity);
  const bodies = [forged, add(dora)].map((body) => encodeBody({ ...body, after }));
  const link = scene.connect(scene.ana);
  claim(link, roomId(room), [holding(scene.device.certificate.device, 2, log)]);
  push(link, scene.write(bodies, { log }));
  scene.world.run(10_000);
  for (const mate of [scene.ana, scene.bia]) {
    const { members } = mate.composed.chat.overview.conversations.find((one) => one.room === room) ?? {};
    // in the order of the walk, which goes by the ids of entries
    expect(members?.map(({ username }) => username).toSorted(), mate.host.name).toEqual([
      'Ana',
      'Bia',
      'Dora',
      'Mallory',
    ]);
  }
  scene.expectHarmony();
});

/** Somebody else to whom the tracker, a liar, gives Bia's name. */
const secondBia = (): ChatMate => {
  const mate = new ChatMate(scene.world, scene.tracker, 'Bia II', testPerson(70, 'bia').device(1));
  mate.start();
  scene.world.run(1000);
  return mate;
};
const collisions = (mate: ChatMate): unknown[] => mate.events.filter(({ type }) => type === 'nameCollision');

test('another identity with a known name never takes its place, whoever knows it from where', () => {
  scene = new HostileScene();
  const { ana, caio } = scene;
  const { identity } = scene.bia.me.certificate;
  const direct = ana.do('openDirect', { user: 'Bia' });
  const other = secondBia();
  const hers = other.me.certificate.identity;
  other.do('joinRoom', { room: 'general' });
  scene.world.run(10_000);
  for (const mate of [ana, caio]) {
    const identities = expect.arrayContaining([identity, hers]) as unknown;
    expect(mate.composed.chat.overview.namesakes, mate.host.name).toMatchObject([{ identities }]);
    expect(collisions(mate), mate.host.name).toMatchObject([{ identities }]);
    const refusal = expect.objectContaining({ code: 'USER_AMBIGUOUS', details: { identities } }) as Error;
    for (const user of ['Bia', 'bia']) expect(() => mate.do('openDirect', { user })).toThrow(refusal);
  }
  expect(ana.do('openDirect', { user: identity })).toBe(direct);
  ana.do('acceptKey', { identity });
  expect(ana.do('openDirect', { user: 'bia' })).toBe(direct);
  const words = `@bia, both of you ${hers.slice(0, 3)}`;
  const row = ana.do('send', { room: scene.room, content: words });
  expect(row.mentions?.map((who) => who.identity).toSorted()).toEqual([identity, hers].toSorted());
  ana.kill('unsyncedLost', 'reset');
  ana.start();
  expect(ana.do('openDirect', { user: 'bia' })).toBe(direct);
  scene.world.run(10_000);
  expect(collisions(ana)).toHaveLength(1);
  scene.expectHarmony();
});

test('another name for a known identity does not count, and is told of', () => {
  scene = new HostileScene();
  const { ana, bia } = scene;
  const renamed = testPerson(62, 'root').device(2);
  const mate = new ChatMate(scene.world, scene.tracker, 'Bia again', renamed);
  mate.start();
  scene.world.run(1000);
  mate.do('joinRoom', { room: 'general' });
  scene.world.run(1000);
  mate.say(scene.room, 'who am I?');
  scene.world.run(10_000);
  const changed = ana.events.filter(({ type }) => type === 'nameChanged');
  const { identity } = bia.me.certificate;
  expect(changed).toEqual([{ type: 'nameChanged', identity, name: 'Bia', other: 'root' }]);
  const row = ana.history(scene.room).find(({ content }) => content === 'who am I?');
  expect(row?.author).toEqual({ identity, username: 'Bia' });
  const names = ana.composed.chat.overview.people.map(({ username }) => username);
  expect(names).not.toContain('root');
  scene.expectHarmony();
});
