import { describe, expect, test } from 'vitest';
import { linkedTeam, type Teammate } from '../support/sim/linked-team.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { World } from '../support/world.ts';

/** Exactly one link for each pair, known at both ends, and no other connection left. */
const expectOneLinkEach = (team: readonly Teammate[]): void => {
  for (const mate of team) {
    const others = team.filter((other) => other !== mate).map(({ me }) => me.certificate.device);
    expect(
      mate.peer
        .links()
        .map(({ device }) => device)
        .toSorted(),
    ).toEqual(others.toSorted());
    expect([...mate.up].toSorted()).toEqual(others.toSorted());
    expect(mate.connections).toBe(others.length);
  }
};

/** Everything said now arrives at everybody. */
const expectAllHear = (world: World, team: readonly Teammate[]): void => {
  for (const [i, mate] of team.entries()) mate.say(200 + i);
  world.run(2_000);
  for (const mate of team) {
    for (const [i, other] of team.entries()) if (other !== mate) expect(mate.received).toContain(200 + i);
  }
};

const faults = ['drop', 'oneWay', 'reset', 'dark', 'forgotten', 'stall', 'kill', 'powerCut'] as const;

/** One fault of some kind between some of them, healed before the next. */
const oneFault = (world: World, team: readonly Teammate[]): void => {
  const { random } = world;
  const hosts = team.map(({ host }) => host);
  const split = 1 + random.nextInt(hosts.length - 1);
  const [left, right] = [hosts.slice(0, split), hosts.slice(split)];
  const lasting = 1 + random.nextInt(40_000);
  const victim = team[random.nextInt(team.length)];
  const fault = faults[random.nextInt(faults.length)] ?? 'drop';
  if (fault === 'stall' && victim !== undefined) world.stall(victim.host, lasting);
  else if (victim !== undefined && (fault === 'kill' || fault === 'powerCut')) {
    victim.kill(fault === 'kill' ? 'reset' : 'silence');
    world.run(random.nextInt(lasting));
    victim.start();
  } else if (fault !== 'stall' && fault !== 'kill' && fault !== 'powerCut') {
    const cut = world.cut(left, right, fault);
    world.run(lasting);
    cut.heal();
  }
};

/** What some seed of a run must bring about, or the test is blind there. */
const mustHappen = ['dial.failed', 'link.down', 'links.boot', 'links.dead', 'links.duplicate', 'links.better'];

const simulate = (seed: number, size: number, reached: Set<string>): World => {
  const crypto = seed % 50 === 0 ? 'real' : 'simulated';
  const world = new World(seed, { crypto, network: { overlay: seed % 2 === 0 ? 50 : 0 } });
  // without a head start both sides dial at once
  const team = linkedTeam(world, size, { secondaryDialDelay: world.random.chance(50) ? 0 : 500 });
  for (const mate of team) {
    mate.start();
    world.run(world.random.chance(50) ? 0 : world.random.nextInt(400));
  }
  const rounds = world.random.nextInt(5);
  for (let i = 0; i < rounds; i++) {
    world.run(world.random.nextInt(20_000));
    oneFault(world, team);
    for (const mate of team) mate.say(i);
  }
  for (const event of mustHappen) if (world.count(event) > 0) reached.add(event);
  // a dial fails only while the other is not yet there
  const needed = world.count('dial') - world.count('dial.failed');
  if (rounds === 0) expect(needed, 'dials').toBeLessThanOrEqual(size * (size - 1));
  world.settle(100_000);
  expectOneLinkEach(team);
  expectAllHear(world, team);
  const dials = world.count('dial');
  world.run(10 * 60_000);
  expectOneLinkEach(team);
  expect(world.count('dial'), 'dials while all is well').toBe(dials);
  world.dispose();
  return world;
};

describe.each([2, 5])('%i hosts', (size) => {
  test('one link for each pair after any faults, nothing left behind', () => {
    const reached = new Set<string>();
    forSeeds(size === 2 ? 200 : 30, (seed) => simulate(seed, size, reached));
    if (process.env['SIM_SEED'] === undefined) expect([...reached].toSorted()).toEqual(mustHappen.toSorted());
  });

  test('the same seed is the same run', () => {
    expect(simulate(7, size, new Set()).traceHash()).toBe(simulate(7, size, new Set()).traceHash());
  });
});

const linked = (seed: number): { world: World; lower: Teammate; higher: Teammate } => {
  const world = new World(seed, { network: { latency: [1, 30], loss: 0 } });
  const team = linkedTeam(world, 2);
  for (const mate of team) mate.start();
  world.run(5_000);
  expectOneLinkEach(team);
  const [lower, higher] = team.toSorted((a, b) => (a.me.certificate.device < b.me.certificate.device ? -1 : 1));
  if (lower === undefined || higher === undefined) throw new Error('no team');
  return { world, lower, higher };
};

describe('two hosts', () => {
  test.each(['lower', 'higher'] as const)('the %s key returns while its dead link still counts', (who) => {
    forSeeds(20, (seed) => {
      const { world, ...pair } = linked(seed);
      const lost = pair[who];
      const other = who === 'lower' ? pair.higher : pair.lower;
      // as after a change of address: one end knows, the other is told nothing
      world.cut([lost.host], [other.host], 'forgotten');
      world.run(5_000);
      for (const mate of [lost, other]) mate.say(1, 'have');
      world.run(500);
      for (const mate of [lost, other]) expect(mate.received).toContain(1);
      world.run(30_000);
      expectOneLinkEach([lost, other]);
      world.dispose();
    });
  });

  test('simultaneous dials: nothing pushed meanwhile is lost, two dials at most, one link', () => {
    forSeeds(100, (seed) => {
      const world = new World(seed);
      const team = linkedTeam(world, 2, { secondaryDialDelay: 0 });
      for (const mate of team) mate.start();
      for (let i = 0; i < 100; i++) {
        world.run(50);
        const linkedBoth = team.every(({ up }) => up.size === 1);
        if (linkedBoth) for (const mate of team) mate.say(i);
        else for (const mate of team) mate.received.add(i);
      }
      world.run(10_000);
      for (const mate of team) expect(mate.received.size).toBe(100);
      expect(world.count('dial')).toBeLessThanOrEqual(2);
      expectOneLinkEach(team);
      world.dispose();
    });
  });

  test('an own stall is not taken for the death of the other', () => {
    forSeeds(20, (seed) => {
      const { world, lower, higher } = linked(seed);
      world.stall(lower.host, 20_000);
      world.run(40_000);
      expect(world.count('link.down')).toBe(0);
      expectOneLinkEach([lower, higher]);
      world.dispose();
    });
  });

  test('a peer that accepts and closes is dialled rarely', () => {
    const world = new World(1);
    const [mate] = linkedTeam(world, 2);
    const other = world.host('Closer');
    const closer = world.person('Closer');
    world.start(other, closer, (env) =>
      env.net.listen({ port: 7000 }, { pipe: (pipe) => pipe.destroy(), listening: () => {}, failed: () => {} }),
    );
    mate?.start();
    mate?.peer.seek([{ ...closer.certificate, addresses: [{ host: other.address, port: 7000 }] }]);
    world.run(3_600_000);
    expect(world.count('dial')).toBeLessThan(300);
    world.dispose();
  });
});
