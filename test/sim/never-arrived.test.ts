import { expect, test } from 'vitest';
import { asHex, type EntryId, type Row } from '../../common/model/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { namesOf } from '../support/named.ts';
import { World } from '../support/world.ts';

const idOf = ({ id }: Row): EntryId => asHex<EntryId>(id);
const holds = (mate: ChatMate, text: string): boolean =>
  mate.disk.entries.some(({ entry }) => new TextDecoder().decode(entry.body).includes(text));

test('what was written offline to a room that was deleted meanwhile can be deleted here, what others have cannot', () => {
  const world = new World(1, { crypto: 'simulated' });
  const { mates, room } = chatTeam(world, 3);
  const [ana, bia, carla] = mates as [ChatMate, ChatMate, ChatMate];
  const known = bia.write(room, 'everybody has this');
  world.run(2000);
  const cut = world.cut([bia.host], [ana.host, carla.host], 'drop');
  const lost = bia.write(room, 'written on the train');
  ana.do('deleteRoom', { room });
  world.run(5000);
  cut.heal();
  world.run(60_000);
  expect(bia.sees(room).readOnly).toBe('closed');
  const delivery = bia.history(room).find(({ id }) => id === lost.id)?.delivery;
  expect(delivery).toMatchObject({ n: 0, m: 2 });
  expect(namesOf(delivery?.open)).toEqual([ana.host.name, carla.host.name]);
  expect(() => bia.do('deleteMessage', { entry: idOf(known) })).toThrow('this room was deleted');
  bia.do('deleteMessage', { entry: idOf(lost) });
  world.run(1000);
  expect(bia.history(room).find(({ id }) => id === lost.id)?.kind).toBe('deleted');
  expect(holds(bia, 'written on the train')).toBe(false);
  for (const mate of [ana, carla]) expect(mate.history(room).some(({ id }) => id === lost.id)).toBe(false);
});
