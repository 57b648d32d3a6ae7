import type { Prng } from '../support/sim/prng.ts';
import { sleep, until, type Drill } from './kit/drill.ts';
import { keepSending, type Member } from './kit/member.ts';
import { withTeam } from './kit/team.ts';

/** Sends as fast as the replies come, eight at a time, until it is dead; `after` so many replies it says so. */
const burst = async (member: Member, room: string, after: number, enough: () => void): Promise<void> => {
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (member.alive && (await member.send(room)) === 'OK') if (++sent === after) enough();
  };
  await Promise.all(Array.from({ length: 8 }, lane));
};

/** Kills it in the middle of a burst, or, in a third of the cases, whatever it is at: opening, signing in, catching up. */
const killWhileSending = async (victim: Member, room: string, random: Prng): Promise<void> => {
  const after = Promise.withResolvers<void>();
  const sending = burst(victim, room, 1 + random.nextInt(60), after.resolve);
  await (random.chance(33) ? sleep(random.nextInt(1500)) : Promise.race([after.promise, sleep(20_000)]));
  await victim.end('SIGKILL');
  await sending;
};

const linked = async (member: Member, count: number): Promise<boolean> =>
  ((await member.ask('status'))['links'] as unknown[] | undefined)?.length === count;

/** A peer dies again and again while it sends: nothing is lost that was reported as sent. */
export const peerKilled: Drill = {
  name: 'peer-killed',
  number: 3,
  run: ({ random, full, say, figure }) =>
    withTeam({}, async (team) => {
      await team.gather(['ana', 'bia', 'caio']);
      const [victim, ...others] = team.members as [Member, ...Member[]];
      const stops = others.map((member) => keepSending(member, team.room, 1, random));
      const back: number[] = [];
      const kills = full ? 100 : 3;
      for (let i = 0; i < kills; i++) {
        await killWhileSending(victim, team.room, random);
        victim.start();
        if (random.chance(50)) back.push(await until('linked again', 120_000, () => linked(victim, others.length)));
        if (i % 10 === 9) say(`${i + 1} of ${kills} kills, ${victim.log.sent.size} messages reported as sent`);
      }
      await Promise.all(stops.map((stop) => stop()));
      figure('linked again after the start', back, 10_000);
      figure('equal stores at the end', [await team.equal(60_000)], 10_000);
      say(`${victim.log.sent.size} messages of the victim reported as sent, ${victim.log.asked.length} asked for`);
      return team.judge();
    }),
};
