import { sleep, until, type Drill } from './kit/drill.ts';
import { keepSending } from './kit/member.ts';
import { withTeam } from './kit/team.ts';

/** The tracker dies again and again under load: messages go on without it, and everybody comes back by themselves. */
export const trackerKilled: Drill = {
  name: 'tracker-killed',
  number: 1,
  run: ({ random, full, say, figure }) =>
    withTeam({}, async (team) => {
      await team.gather(['ana', 'bia', 'caio']);
      const stops = team.members.map((member) => keepSending(member, team.room, 5, random));
      const back: number[] = [];
      const kills = full ? 20 : 2;
      for (let i = 0; i < kills; i++) {
        await sleep(random.nextInt(1000));
        await team.endTracker('SIGKILL');
        await sleep(random.nextInt(full ? 10_000 : 1500));
        await team.startTracker();
        back.push(
          await until('everybody signed in', 120_000, async () => {
            const states = await Promise.all(team.members.map((member) => member.ask('status')));
            return states.every(({ tracker }) => tracker === 'connected');
          }),
        );
        say(`kill ${i + 1} of ${kills}: all signed in again after ${back.at(-1)?.toFixed(0)} ms`);
      }
      figure('signed in again', back, 10_000);
      await Promise.all(stops.map((stop) => stop()));
      await team.equal(60_000);
      // the tracker knows the room: somebody new finds it, and its history
      await team.join('dora');
      await team.equal(60_000);
      say(`${team.members.reduce((sum, { log }) => sum + log.sent.size, 0)} messages`);
      return team.judge();
    }),
};
