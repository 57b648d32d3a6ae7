// H3 and memory: a peer with a million messages on disk. `npm run bench -- million`
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeadlessPeer, type Json } from '../test/support/headless-peer.ts';
import { archiveOf } from './support/archive.ts';
import { bareQuery } from './support/bare-query.ts';
import { Company } from './support/company.ts';
import { newestPage, openHistory } from './support/history.ts';
import { interleaved, median, sized, type Contestant } from './support/rounds.ts';
import { bound, table } from './support/table.ts';
import { now } from './support/talker.ts';

await using company = await Company.found();
const { data, file, room, name } = await archiveOf(company, sized(1_000_000));

const cold = (how: 'bare' | 'history'): Contestant => ({
  name: how === 'bare' ? 'bare node:sqlite' : 'the history',
  measure: async () => {
    const args = ['bench/contestants/reader.ts', how, file, room];
    return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
  },
});
const opened = await interleaved([cold('bare'), cold('history')]);
table('H3  first page in a fresh process, from before the file is opened', 'ms', opened);
bound('first page of a million', median(opened[1]?.values ?? []), 'ms', 150);

const medianOf = async (ask: () => unknown): Promise<number> => {
  const took: number[] = [];
  for (let i = 0; i < 300; i++) {
    const start = now();
    await ask();
    took.push(now() - start);
  }
  return median(took);
};
const bare: Contestant = {
  name: 'bare query',
  measure: async () => {
    using db = new DatabaseSync(file);
    return await medianOf(bareQuery(db));
  },
};
const ours: Contestant = {
  name: 'the history, in its worker',
  measure: async () => {
    const history = await openHistory(file);
    const took = await medianOf(() => newestPage(history, room));
    await history.close();
    return took;
  },
};
table('H3  newest 100 of a room of a million, p50', 'ms', await interleaved([bare, ours]), [
  { of: ours.name, to: bare.name, most: 1.3 },
]);

/** Linux only; megabytes. */
const memoryOf = (pid: number | undefined, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
/** Long enough for the housekeeping after a start. */
const settle = 3000;

const nothing: Contestant = {
  name: 'node with nothing in it',
  measure: async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await sleep(settle);
    const memory = memoryOf(child.pid, 'VmRSS');
    child.kill();
    await once(child, 'exit');
    return memory;
  },
};
const read: number[] = [];
const most: number[] = [];
const peer: Contestant = {
  name: 'headless peer, signed in',
  measure: async () => {
    const headless = new HeadlessPeer(company.tracker, data);
    const { pid } = headless.program.child;
    await headless.event('tracker', { state: 'connected' });
    await sleep(settle);
    const rest = memoryOf(pid, 'VmRSS');
    let before: Json = {};
    for (let page = 0; page < 40; page++) {
      const { entries } = await headless.do('history', { room: name, limit: 500, ...before });
      const [oldest] = entries as Json[];
      before = { before: oldest?.['entry'] };
    }
    read.push(memoryOf(pid, 'VmRSS'));
    most.push(memoryOf(pid, 'VmHWM'));
    await headless.program.end('eof');
    return rest;
  },
};
const memories = await interleaved([nothing, peer]);
memories.push({ name: 'after 20,000 messages were read', values: read }, { name: 'at its most', values: most });
table('Memory of a peer with a million messages', 'MB resident', memories);
bound('at rest', median(memories[1]?.values ?? []), 'MB', 150);
bound('at its most', median(most), 'MB', 150);
