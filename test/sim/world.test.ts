import { describe, expect, test } from 'vitest';
import { AppError, attempt, toDisposable, type Env } from '../../common/base/index.ts';
import { asHex, type RoomKey } from '../../common/model/index.ts';
import { simulatedStart } from '../support/sim/host-clock.ts';
import { linkedTeam } from '../support/sim/linked-team.ts';
import { MemoryDisk } from '../support/sim/memory-disk.ts';
import { MemoryStore } from '../support/sim/memory-store.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { World, type DiskFate, type SimHost } from '../support/world.ts';

/** A program that keeps its `Env` and notes when timers come. */
const clockwork = (world: World, host: SimHost): { env: Env; fired: string[] } => {
  const fired: string[] = [];
  let env: Env | undefined;
  world.start(host, world.person('clockwork'), (own) => {
    env = own;
    return toDisposable(() => {});
  });
  if (env === undefined) throw new Error('not started');
  return { env, fired };
};

describe('a machine that sleeps', () => {
  test.each([
    ['runs', 60_000],
    ['stops', 70_000],
  ] as const)('runs no timer meanwhile; its clock %s', (mono, due) => {
    const world = new World(1);
    const host = world.host('laptop');
    const { env, fired } = clockwork(world, host);
    env.clock.setTimer(20_000, () => fired.push(`timer at ${world.now()}`));
    world.run(10_000);
    const before = env.clock.mono();
    world.sleep(host, 50_000, mono);
    world.run(49_000);
    expect(fired).toEqual([]);
    world.run(11_100);
    expect(fired).toHaveLength(1);
    expect(Number(fired[0]?.split(' ').at(-1)) - due).toBeLessThan(5);
    expect(env.clock.mono() - before).toBe(mono === 'runs' ? 60_100 : 10_100);
    expect(env.clock.wall()).toBe(simulatedStart + 70_100);
  });

  test.each(['runs', 'stops'] as const)('is missed, comes back and is linked with again; its clock %s', (mono) => {
    forSeeds(20, (seed) => {
      const world = new World(seed, { network: { latency: [1, 30], loss: 0 } });
      const team = linkedTeam(world, 3);
      for (const mate of team) mate.start();
      world.run(5_000);
      const [laptop, ...awake] = team;
      if (laptop === undefined) throw new Error('no team');
      world.sleep(laptop.host, 600_000, mono);
      world.run(100_000);
      for (const mate of awake) expect(mate.peer.links()).toHaveLength(1);
      world.run(560_000);
      for (const mate of team) {
        expect(mate.peer.links()).toHaveLength(2);
        expect(mate.connections).toBe(2);
      }
      world.dispose();
    });
  });
});

describe('clocks', () => {
  test('the wall clock can be set, the other one not; both may run wrong', () => {
    const world = new World(1);
    const host = world.host('wrong', { wallOffset: 5000, driftPpm: 100_000 });
    const { env } = clockwork(world, host);
    world.run(10_000);
    expect([env.clock.mono(), env.clock.wall()]).toEqual([11_000, simulatedStart + 16_000]);
    world.setWall(host, -86_400_000);
    expect([env.clock.mono(), env.clock.wall()]).toEqual([11_000, simulatedStart + 11_000 - 86_400_000]);
  });

  test('a timer never comes early, however the clock runs', () => {
    const world = new World(1);
    for (const driftPpm of [-300, -7, 7, 300]) {
      const { env } = clockwork(world, world.host(String(driftPpm), { driftPpm }));
      for (let ms = 0; ms < 3000; ms += 37) {
        const due = env.clock.mono() + ms;
        env.clock.setTimer(ms, () => expect(env.clock.mono()).toBeGreaterThanOrEqual(due));
      }
    }
    world.run(10_000);
    world.dispose();
  });
});

describe('a disk', () => {
  const room = asHex<RoomKey>('11'.repeat(32));
  const commit = (fate: DiskFate, prepare?: (disk: MemoryDisk) => void): { told: unknown[]; kept: number } => {
    const world = new World(1);
    const host = world.host('machine');
    const disk = new MemoryDisk();
    world.registerDisk(host, disk);
    const store = new MemoryStore(disk, clockwork(world, host).env.clock);
    const told: unknown[] = [];
    prepare?.(disk);
    store.onDurable((position) => told.push(position));
    const written = attempt(() => store.write({ rooms: [{ room, kind: 'group' }] }));
    if (written instanceof AppError) told.push(written.code);
    const page = attempt(() => store.page({ room, limit: 1, kinds: 'all' }));
    told.push(page instanceof AppError ? page.code : 'page');
    if (disk.failure === undefined) world.kill(host, fate);
    world.run(100);
    return { told, kept: disk.synced.rooms.size };
  };

  test('keeps or loses what nobody was told of, and tells nobody that died', () => {
    expect(commit('kept')).toEqual({ told: ['page'], kept: 1 });
    expect(commit('unsyncedLost')).toEqual({ told: ['page'], kept: 0 });
  });

  test('that is full can be read, one that is broken cannot', () => {
    expect(commit('kept', (disk) => disk.fill())).toEqual({ told: ['DISK_FULL', 'page'], kept: 0 });
    expect(commit('kept', (disk) => disk.spoil())).toEqual({ told: ['DISK_ERROR', 'DISK_ERROR'], kept: 0 });
  });
});
