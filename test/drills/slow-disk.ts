import { quantile, sleep, type Drill } from './kit/drill.ts';
import { keepSending, type Member } from './kit/member.ts';
import { spread, timed, withSlowTeam } from './kit/slow-team.ts';

/** What each sync takes, milliseconds. */
const syncTakes = 100;
const goals = { ping: 20, perSecond: 50_000 };

/** Messages of some 200 bytes each second, from the first that is handed over to the last that is reported as sent. */
const burst = async (member: Member, room: string, count: number): Promise<number> => {
  const took = await timed(Promise.all(Array.from({ length: count }, () => member.send(room, 180))));
  return (count / took) * 1000;
};

/** Everything is slow that waits for the disk, and nothing else is. */
export const slowDisk: Drill = {
  name: 'slow-disk',
  number: 21,
  needs: 'preload',
  run: ({ random, full, say, ahead }) =>
    withSlowTeam(async ({ team, quick, slow, disk, pinger }) => {
      const wrong: string[] = [];
      const count = full ? 20_000 : 4000;
      const unhindered = await burst(slow, team.room, count);
      await team.equal(60_000);

      disk.syncsTake(syncTakes);
      const alone = await timed(slow.send(team.room));
      say(`a single message is reported as sent after ${alone.toFixed(0)} ms`);
      if (alone < syncTakes) wrong.push(`reported as sent after ${alone.toFixed(0)} ms: before it was on disk`);

      await pinger.figures();
      const stops = [quick, slow].map((one) => keepSending(one, team.room, 10, random));
      const statuses: number[] = [];
      for (const begin = performance.now(); performance.now() - begin < (full ? 30_000 : 5000);) {
        statuses.push(await timed(slow.ask('status')));
        await sleep(20);
      }
      const [floor, pinged] = await pinger.figures();
      await Promise.all(stops.map((stop) => stop()));
      const p99 = quantile(pinged?.took ?? [], 0.99);
      say(`20 messages/s, PING to the quick disk: ${spread(floor?.took ?? [])}`);
      ahead('the same to the slow disk', spread(pinged?.took ?? []), `p99 under ${goals.ping} ms`, p99 < goals.ping);
      say(`reply to status there: ${spread(statuses)}`);

      const perSecond = await burst(slow, team.room, count);
      const [, loaded] = await pinger.figures();
      const found = `${perSecond.toFixed(0)} messages/s, ${unhindered.toFixed(0)} with nothing slowed down`;
      ahead(`a burst of ${count}`, found, `over ${goals.perSecond}`, perSecond > goals.perSecond);
      say(`PING meanwhile: ${spread(loaded?.took ?? [])}`);
      for (const one of [floor, pinged, loaded])
        if (one?.lost !== undefined) wrong.push(`a link was lost: ${one.lost}`);

      disk.syncsTake(0);
      await team.equal(60_000);
      return [...wrong, ...(await team.judge())];
    }),
};
