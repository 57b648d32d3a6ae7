import { sleep, type Drill } from './kit/drill.ts';
import { keepSending } from './kit/member.ts';
import { Halves } from './kit/namespaces.ts';
import { withTeam } from './kit/team.ts';

/** Two halves of a team, one of them without the tracker, do not hear of each other; both write; then they do again. */
export const partition: Drill = {
  name: 'partition',
  number: 10,
  needs: 'namespaces',
  run: async ({ random, full, say, figure }) => {
    using halves = new Halves();
    const tracker = halves.host(0);
    const places = ([0, 0, 1, 1] as const).map((side) => halves.host(side));
    const member = (_: string, at: number): object => {
      const place = places[at];
      return { listen: `${place?.address}:0`, via: place?.via };
    };
    // awaited, or the network would go before the team
    return await withTeam({ host: tracker.address, via: tracker.via, member }, async (team) => {
      await team.gather(['ana', 'bia', 'caio', 'dora']);
      const stops = team.members.map((one) => keepSending(one, team.room, 2, random));
      await sleep(1000);
      halves.cable(false);
      // longer than a dead link takes to be noticed, or shorter
      await sleep(full ? 5 * 60_000 : 3000);
      await Promise.all(stops.map((stop) => stop()));
      const sent = team.members.reduce((sum, { log }) => sum + log.sent.size, 0);
      say(`${sent} messages sent; the cable is in again`);
      halves.cable(true);
      figure('equal stores after the heal', [await team.equal(120_000)], 15_000);
      figure('links between all after that', [await team.linked()], 15_000);
      return team.judge();
    });
  },
};
