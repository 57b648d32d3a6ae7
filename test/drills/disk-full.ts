import * as path from 'node:path';
import { SmallDisk } from '../support/small-disk.ts';
import { sleep, until, type Drill, type Scene } from './kit/drill.ts';
import { keepSending, type Member } from './kit/member.ts';
import { withTeam } from './kit/team.ts';

const statusOf = async (member: Member): Promise<unknown> => (await member.ask('status'))['disk'];

/** Of one member: his own messages fail with DISK_FULL, those of others wait, and all of it goes on by itself. */
const ofPeer = ({ random, full, say, figure }: Scene): Promise<readonly string[]> => {
  // each round leaves some MiB of messages there
  const disk = new SmallDisk(full ? 64 : 16);
  const member = (user: string): object => (user === 'caio' ? { data: path.join(disk.path, user) } : {});
  const drill = withTeam({ member }, async (team) => {
    await team.gather(full ? ['ana', 'bia', 'caio'] : ['ana', 'caio']);
    const [ana, ...others] = team.members as [Member, ...Member[]];
    const victim = others.at(-1) ?? ana;
    const writers = [ana, ...others.slice(0, -1)];
    const wrong: string[] = [];
    const healed: number[] = [];
    for (let round = 0; round < (full ? 5 : 1); round++) {
      disk.fill();
      // whatever is left in the files that are there already is used up first
      await until('the disk is said to be full', 120_000, async () => {
        await Promise.all(Array.from({ length: 20 }, () => ana.send(team.room, 12_000)));
        return (await statusOf(victim)) === 'full';
      });
      const stops = writers.map((one) => keepSending(one, team.room, 2, random));
      // a small one may still have found room
      await until('a message is refused', 120_000, async () => (await victim.send(team.room, 12_000)) === 'DISK_FULL');
      await sleep(full ? 20_000 : 1000);
      if (!victim.alive) wrong.push('the peer with the full disk died');
      const warned = victim.events.filter(({ event, code }) => event === 'warning' && code === 'DISK_FULL').length;
      if (warned < round + 1) wrong.push(`${warned} warnings in round ${round + 1}`);
      await Promise.all(stops.map((stop) => stop()));
      disk.free();
      healed.push(await until('the disk is said to be well', 150_000, async () => (await statusOf(victim)) === 'ok'));
      const kept = await victim.send(team.room);
      if (kept !== 'OK') wrong.push(`a message after that got ${kept}`);
      say(
        `round ${round + 1}: well again after ${healed.at(-1)?.toFixed(0)} ms, equal ${(await team.equal(60_000)).toFixed(0)} ms later`,
      );
    }
    // the longest wait between two tries
    figure('noticed that there is space', healed, 10_000);
    return [...wrong, ...(await team.judge())];
  });
  return drill.finally(() => disk[Symbol.dispose]());
};

/** Of the tracker: what it cannot keep is refused, the rest works, and it goes on by itself. */
const ofTracker = ({ random, full, say }: Scene): Promise<readonly string[]> => {
  const disk = new SmallDisk(8);
  const drill = withTeam({ trackerData: path.join(disk.path, 'tracker') }, async (team) => {
    await team.gather(['ana', 'bia']);
    const [ana, bia] = team.members as [Member, Member];
    const wrong: string[] = [];
    for (let round = 0; round < (full ? 5 : 1); round++) {
      const stops = [ana, bia].map((one) => keepSending(one, team.room, 2, random));
      disk.fill();
      let rooms = 0;
      let code: unknown;
      await until('the tracker refuses', 120_000, async () => {
        code = (await bia.ask('create-room', { room: `r${round} ${rooms++}` }))['code'];
        return code !== undefined;
      });
      if (code !== 'TRACKER_FULL') wrong.push(`a room on a full disk got ${String(code)}`);
      await sleep(full ? 10_000 : 500);
      // who comes and goes is told all the same
      await bia.end('SIGTERM');
      bia.start();
      await team.linked();
      if (!team.trackerAlive) wrong.push('the tracker with the full disk died');
      if ((await ana.ask('status'))['tracker'] !== 'connected') wrong.push('its session ended');
      disk.free();
      await bia.do('create-room', { room: `r${round} after` });
      await Promise.all(stops.map((stop) => stop()));
      await team.equal(60_000);
      say(`the tracker, round ${round + 1}: refused room ${rooms}, and made one as soon as there was space`);
    }
    return [...wrong, ...(await team.judge())];
  });
  return drill.finally(() => disk[Symbol.dispose]());
};

export const diskFull: Drill = {
  name: 'disk-full',
  number: 16,
  needs: 'mounts',
  run: async (scene) => [...(await ofPeer(scene)), ...(await ofTracker(scene))],
};
