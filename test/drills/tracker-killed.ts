import { sleep, until, type Drill } from './kit/drill.ts';
import { keepSending } from './kit/member.ts';
import { withTeam } from './kit/team.ts';

/** So long a connection must have lasted for the waits to begin anew, and so long they get otherwise (comeback.ts), ms. */
const provenAfter = 31_000;
const longestWait = 31_500;

/** The tracker dies again and again under load: messages go on without it, and everybody comes back by themselves. */
export const trackerKilled: Drill = {
  name: 'tracker-killed',
  number: 1,
  run: ({ random, full, say, figure }) =>
    withTeam({}, async (team) => {
      await team.gather(['ana', 'bia', 'caio']);
      const stops = team.members.map((member) => keepSending(member, team.room, 5, random));
      const back = async (): Promise<number> => {
        await sleep(random.below(1000));
        await team.endTracker('SIGKILL');
        await sleep(random.below(1500));
        await team.startTracker();
        const took = await until('everybody signed in', 120_000, async () => {
          const states = await Promise.all(team.members.map((member) => member.ask('status')));
          return states.every(({ tracker }) => tracker === 'connected');
        });
        say(`all signed in again after ${took.toFixed(0)} ms`);
        return took;
      };
      const apart: number[] = [];
      for (let i = 0; i < (full ? 10 : 1); i++) {
        if (full) await sleep(provenAfter);
        apart.push(await back());
      }
      figure('signed in again, kills apart', apart, 10_000);
      const close: number[] = [];
      for (let i = 0; i < (full ? 10 : 1); i++) close.push(await back());
      figure('signed in again, one kill after the other', close, longestWait);
      await Promise.all(stops.map((stop) => stop()));
      await team.equal(60_000);
      // the tracker knows the room: somebody new finds it, and its history
      await team.join('dora');
      await team.equal(60_000);
      say(`${team.members.reduce((sum, { log }) => sum + log.sent.size, 0)} messages`);
      return team.judge();
    }),
};
