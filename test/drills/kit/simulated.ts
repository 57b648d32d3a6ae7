import { chatTeam, type ChatMate } from '../../support/sim/chat-team.ts';
import { World } from '../../support/world.ts';
import { check, type ClientLog } from './checker.ts';
import type { Scene } from './drill.ts';

/** The product's cores on simulated machines, whose clocks a drill sets as it likes. */
export interface SimulatedTeam {
  readonly world: World;
  readonly mates: readonly ChatMate[];
  /** Everybody who is awake says something new. */
  readonly chat: (awake?: readonly ChatMate[]) => void;
  /** Milliseconds of the world until all hold all that was reported as sent. */
  readonly equal: () => number;
}

/** Runs a story with as many seeds; answers the violations of the first that goes wrong. */
export const simulate = ({ seed, say }: Scene, seeds: number, story: (team: SimulatedTeam) => void): string[] => {
  for (let i = 0; i < seeds; i++) {
    const violations = one(seed + i, story).map((violation) => `${violation} (seed ${seed + i})`);
    if (violations.length > 0) return violations;
  }
  say(`${seeds} simulated teams`);
  return [];
};

const one = (seed: number, story: (team: SimulatedTeam) => void): string[] => {
  const world = new World(seed, { network: { loss: 0 } });
  const { mates, room } = chatTeam(world, 3);
  const asked = new Map(mates.map((mate) => [mate, [] as string[]]));
  const holdsAll = (mate: ChatMate): boolean => {
    const held = new Set(mate.history(room).map(({ id }) => id));
    return mates.every(({ sent }) => [...sent.keys()].every((id) => held.has(id)));
  };
  story({
    world,
    mates,
    chat: (awake = mates) => {
      for (const mate of awake) {
        const text = `${mate.host.name} ${(asked.get(mate)?.length ?? 0) + 1}`;
        asked.get(mate)?.push(text);
        mate.say(room, text);
      }
    },
    equal: () => {
      const begin = world.now();
      while (!mates.every(holdsAll)) {
        if (world.now() - begin > 600_000) return Infinity;
        world.run(100);
      }
      return world.now() - begin;
    },
  });
  world.settle(60_000);
  const members = mates.map(({ me }) => me.certificate.username);
  const stores = mates.map((mate) => ({
    user: mate.me.certificate.username,
    members: mate.sees(room).members.map(({ username }) => username),
    entries: mate
      .history(room)
      .map(({ id, author, content = '' }) => ({ entry: id, author: author.username, content })),
  }));
  const logs = mates.map((mate) => logOf(mate, asked.get(mate) ?? []));
  world.dispose();
  return check({ logs, stores, members });
};

const logOf = (mate: ChatMate, asked: readonly string[]): ClientLog => ({
  user: mate.me.certificate.username,
  asked,
  sent: mate.sent,
  lives: [
    mate.events.flatMap((event) =>
      event.type === 'row' && event.row.kind === 'message' && event.again !== true ? [event.row.id] : [],
    ),
  ],
});
