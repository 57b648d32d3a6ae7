import { sleep, type Drill } from './kit/drill.ts';
import { keepSending, type Member } from './kit/member.ts';
import { spread, timed, withSlowTeam } from './kit/slow-team.ts';

/** Milliseconds. */
const goals = { ended: 4500 };

/** Links of others that ended, or its own. */
const linksLost = (member: Member): number =>
  member.events.filter(({ event, up }) => event === 'link' && up === false).length;

/** No sync returns for a minute: that costs nobody a link and does not keep the program from ending. */
export const hungDisk: Drill = {
  name: 'hung-disk',
  number: 22,
  needs: 'preload',
  run: ({ random, full, say, ahead }) =>
    withSlowTeam(async ({ team, quick, slow, disk, pinger }) => {
      const stops = [keepSending(quick, team.room, 5, random), keepSending(slow, team.room, 2, random)];
      await sleep(1000);
      const before = { quick: linksLost(quick), slow: linksLost(slow) };
      await pinger.figures();

      disk.hang();
      const hangs = full ? 60_000 : 10_000;
      const began = performance.now();
      const statuses: number[] = [];
      // a sync that was nearly over when the hang began may still let some pass
      let sent = Infinity;
      while (performance.now() - began < hangs) {
        statuses.push(await timed(slow.ask('status')));
        await sleep(100);
        if (performance.now() - began > hangs / 2) sent = Math.min(sent, slow.log.sent.size);
      }
      const early = slow.log.sent.size - sent;
      const wrong = early > 0 ? [`${early} messages were reported as sent while no sync returned`] : [];
      const [floor, pinged] = await pinger.figures();
      say(`after ${hangs / 1000} s of a hung disk:`);
      const lost = linksLost(quick) - before.quick + linksLost(slow) - before.slow;
      const all = lost + [floor, pinged].filter((one) => one?.lost !== undefined).length;
      if (all > 0) wrong.push(`${all} links were lost${pinged?.lost === undefined ? '' : ` (${pinged.lost})`}`);
      say(`PING to the quick disk: ${spread(floor?.took ?? [])}; to the hung one: ${spread(pinged?.took ?? [])}`);
      say(`reply to status there: ${spread(statuses)}`);

      const ends = performance.now();
      const ended = slow.end('SIGTERM').then(() => performance.now() - ends);
      const waits = 60_000;
      const inTime = await Promise.race([ended, sleep(waits)]);
      disk.syncsTake(0);
      const took = inTime ?? (await ended);
      if (inTime === undefined) wrong.push(`it did not end before the disk came back after ${waits} ms`);
      ahead(
        'ends while the disk hangs',
        `after ${took.toFixed(0)} ms`,
        `within ${goals.ended} ms`,
        took <= goals.ended,
      );
      await Promise.all(stops.map((stop) => stop()));

      slow.start();
      await team.linked();
      await team.equal(60_000);
      return [...wrong, ...(await team.judge())];
    }),
};
