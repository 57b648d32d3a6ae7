import { SlowDisk } from '../../support/slow-disk.ts';
import { quantile } from './drill.ts';
import type { Member } from './member.ts';
import { Pinger } from './pinger.ts';
import { withTeam, type DrillTeam } from './team.ts';

export interface SlowTeam {
  readonly team: DrillTeam;
  /** On a disk like any other, beside which the figures of `slow` say something. */
  readonly quick: Member;
  /** On a disk that does what it is told. */
  readonly slow: Member;
  readonly disk: SlowDisk;
  /** Linked with both, `quick` first. */
  readonly pinger: Pinger;
}

/** Two people in a room, one of them on a disk that can be slowed down, and somebody who pings both. */
export const withSlowTeam = async <T>(run: (team: SlowTeam) => Promise<T>): Promise<T> => {
  using disk = new SlowDisk();
  return await withTeam({ member: (user) => (user === 'caio' ? { via: disk.via } : {}) }, async (team) => {
    await team.gather(['ana', 'caio']);
    const [quick, slow] = team.members as [Member, Member];
    await using pinger = await Pinger.start(team, [quick, slow]);
    return await run({ team, quick, slow, disk, pinger });
  });
};

/** Milliseconds, for people. */
export const spread = (took: readonly number[]): string => {
  const [half, most, worst] = [0.5, 0.99, 1].map((part) => quantile(took, part).toFixed(1));
  return `p50 ${half}, p99 ${most}, worst ${worst} ms of ${took.length}`;
};

export const timed = async (work: Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work;
  return performance.now() - begin;
};
