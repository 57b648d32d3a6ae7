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
