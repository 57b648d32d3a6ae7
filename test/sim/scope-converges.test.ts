import { expect, test } from 'vitest';
import { Later } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import type { ChatHandlers, Handlers, ParamsOf } from '../../common/protocol/chat/index.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { Prng } from '../support/sim/prng.ts';
import { World } from '../support/world.ts';

/** Whatever comes of it. */
const attempt = <V extends keyof ChatHandlers>(mate: ChatMate, verb: V, params: ParamsOf<V>): void => {
  const handlers = mate.composed.chat.handlers as Handlers;
  Later.try(() => handlers[verb](params)).listen(
    () => {},
    () => {},
  );
};
const membersSeenBy = (mate: ChatMate, room: RoomKey): readonly string[] => {
  const found = mate.composed.chat.overview.conversation(room);
  return (found?.members ?? []).map(({ identity }) => identity).toSorted();
};

/** Links that are up all the time, a room in which people come and go, and who of them knows it when. */
const history = (seed: number): void => {
  const world = new World(seed, { network: { loss: 0 } });
  const { mates } = chatTeam(world, 4);
  const [owner, ...others] = mates as [ChatMate, ...ChatMate[]];
  const room = owner.do('createRoom', { name: 'plans', capacity: 50 });
  const random = new Prng(seed);
  const cuts = new Map<string, { heal(): void }>();
  const toggle = (name: string, one: ChatMate, other: Pick<ChatMate, 'host'>): void => {
    const cut = cuts.get(name);
    cut?.heal();
    cuts.delete(name);
    if (cut === undefined) cuts.set(name, world.cut([one.host], [other.host], 'drop'));
  };
  const pick = <T>(list: readonly T[]): T => list[random.nextInt(list.length)] as T;
  const step = (number: number): void => {
    const mate = pick(others);
    const kind = random.nextInt(12);
    if (kind < 2) {
      const other = pick(mates);
      const [a, b] = [mates.indexOf(mate), mates.indexOf(other)].toSorted((x, y) => x - y);
      if (other !== mate) toggle(`${a} ${b}`, mate, other);
    } else if (kind < 4) toggle(`tracker of ${mates.indexOf(mate)}`, mate, mate.tracker);
    else if (kind < 7) attempt(mate, 'joinRoom', { room: 'plans' });
    else if (kind < 9) attempt(mate, 'leaveRoom', { room });
    else mate.say(room, `step ${number}`);
    // who is in the room is evaluated once a second, so much happens in between
    world.run(random.nextInt(random.chance(80) ? 200 : 4000));
  };
  for (let number = 0; number < 50; number++) step(number);
  for (const mate of others) {
    attempt(mate, 'joinRoom', { room: 'plans' });
    world.run(random.nextInt(300));
    mate.say(room, 'the last word');
    world.run(random.nextInt(100));
  }
  // whoever is not linked with the tracker now hears of nothing but by links
  mates[0]?.tracker.kill('reset');
  for (const cut of cuts.values()) cut.heal();
  world.run(120_000);
  const members = membersSeenBy(owner, room);
  // who has gone is not taken from any more
  const heldBy = (mate: ChatMate): readonly string[] =>
    mate.history(room).flatMap(({ id, author }) => (members.includes(author.identity) ? [id] : []));
  const inside = mates.filter(({ me }) => members.includes(me.certificate.identity));
  for (const mate of inside) {
    expect(membersSeenBy(mate, room), `members as ${mate.host.name} sees them`).toEqual(members);
    expect(heldBy(mate), `what ${mate.host.name} holds`).toEqual(heldBy(owner));
  }
  world.dispose();
};

test('people come and go while not everybody knows it, and links stay up: nothing is missing in the end', () => {
  forSeeds(20, history);
});
