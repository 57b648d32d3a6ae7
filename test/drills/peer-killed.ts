import { sleep, until, type Drill } from './kit/drill.ts';
import { keepSending, type Member } from './kit/member.ts';
import { withTeam } from './kit/team.ts';

/** Sends as fast as the replies come, some at a time, until it is dead. */
const burst = async (member: Member, room: string): Promise<void> => {
  const lane = async (): Promise<void> => {
    while (member.alive && (await member.send(room)) === 'OK');
  };
  await Promise.all(Array.from({ length: 8 }, lane));
};

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
        const sending = burst(victim, team.room);
        await sleep(random.below(400));
        await victim.end('SIGKILL');
        await sending;
        victim.start();
        // every other time it is killed again whatever it is at: opening, signing in, catching up
        if (random.chance(50)) await sleep(random.below(1500));
        else
          back.push(
            await until(
              'linked again',
              120_000,
              async () => ((await victim.ask('status'))['links'] as unknown[] | undefined)?.length === 2,
            ),
          );
        if (i % 10 === 9) say(`${i + 1} of ${kills} kills, ${victim.log.sent.size} messages reported as sent`);
      }
      await Promise.all(stops.map((stop) => stop()));
      figure('linked again after the start', back, 10_000);
      figure('equal stores at the end', [await team.equal(60_000)], 10_000);
      say(`${victim.log.sent.size} messages of the victim reported as sent, ${victim.log.asked.length} asked for`);
      return team.judge();
    }),
};
