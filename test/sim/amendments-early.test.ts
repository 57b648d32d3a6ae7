import { expect, test } from 'vitest';
import { asHex, type EntryId } from '../../common/model/index.ts';
import { ChatMate, chatTeam } from '../support/sim/chat-team.ts';
import { placeOf } from '../support/sim/places.ts';
import { World } from '../support/world.ts';

test('an edit that is on disk before its message is in it when it comes, also after a restart', () => {
  const world = new World(1, { crypto: 'simulated' });
  const { mates, room } = chatTeam(world, 2);
  const [ana, bia] = mates as [ChatMate, ChatMate];
  const other = new ChatMate(world, ana.tracker, 'other', world.deviceOf(ana.me));
  other.start();
  world.run(5000);
  const { id } = ana.write(room, 'helo');
  world.run(1000);
  other.edit(asHex<EntryId>(id), 'hello @mate1');
  world.run(1000);
  bia.kill('unsyncedLost', 'reset');
  for (const stored of bia.disk.entries) if (stored.entry.id === id) bia.disk.synced.places.delete(placeOf(stored));
  bia.events.length = 0;
  bia.start();
  world.run(3000);
  const told = bia.events.flatMap((event) => (event.type === 'row' && event.row.id === id ? [event] : []));
  expect(told).toMatchObject([{ live: true, row: { content: 'hello @mate1', edited: expect.any(Number) } }]);
  expect(told[0]).not.toHaveProperty('again');
  expect(bia.sees(room)).toMatchObject({ unread: 1, mentions: 1 });
  world.dispose();
});
