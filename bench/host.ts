// What the thread has to bear that plays the extension host: its stalls, its start and D1. `npm run bench -- host`
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartUp } from './contestants/ours.ts';
import { Company, editor, joinFirst, ours } from './support/company.ts';
import { measureLatency, Pairs } from './support/latency.ts';
import type { Stalls } from './support/loop-watch.ts';
import type { Program } from './support/program.ts';
import { interleaved, maxRounds, sized, type Contestant } from './support/rounds.ts';
import { stallsTable, type StallsRound } from './support/stalls-table.ts';
import { table } from './support/table.ts';

const backlog = { name: 'old', count: sized(100_000) };
/** More unread messages nobody counts. */
const maxUnread = 10_000;
const burst = Math.min(maxUnread, sized(10_000));
/** Fewer than usual: catching up takes its time. */
const guests = Array.from({ length: Math.min(3, maxRounds) }, (_, round) => `guest${round}`);
/** Milliseconds for what is still to be written when everything has been shown. */
const rest = 500;

const stalls = async (company: Company): Promise<void> => {
  const idle = await company.start(editor, 'idle');
  await idle.host([]);
  let ana = await company.start(ours, 'ana');
  const room = await ana.host([]);
  await joinFirst(company, room, guests);
  await ana.send(backlog);

  /** Both at the same time, so that whatever else the machine does hits both. */
  const watch = async (host: Program, work: () => Promise<void>): Promise<StallsRound> => {
    await Promise.all([idle.ask('watch'), host.ask('watch')]);
    await work();
    await sleep(rest);
    return await Promise.all([idle.ask<Stalls>('stalls'), host.ask<Stalls>('stalls')]);
  };
  const catchUps: StallsRound[] = [];
  const bursts: StallsRound[] = [];
  for (const name of guests) {
    await company.end(ana);
    const host = await company.start(editor, name);
    const caughtUp = await watch(host, async () => {
      ana = await company.start(ours, 'ana');
      await host.join(room);
      await host.ask('unread', Math.min(maxUnread, backlog.count));
    });
    catchUps.push(caughtUp);
    await ana.join(room);
    const rounds = name === guests.at(-1) ? maxRounds : 0;
    for (let round = 0; round < rounds; round++) {
      await host.ask('read');
      const wave = { name: `burst${round}`, count: burst };
      const received = watch(host, async () => {
        await ana.send(wave);
        await host.ask('unread', burst);
      });
      bursts.push(await received);
    }
    const wanted = backlog.count + rounds * burst;
    const stored = await host.stored();
    // what was read is written down beside them
    if (stored < wanted) throw new Error(`${stored} stored of ${wanted}`);
    await company.end(host);
  }
  await Promise.all([idle, ana].map((one) => company.end(one)));
  const count = backlog.count.toLocaleString('en');
  stallsTable(`Stalls while ${count} messages are caught up with`, catchUps);
  stallsTable(`Stalls while a burst of ${burst.toLocaleString('en')} comes in`, bursts);
};

const startUps = async (company: Company): Promise<void> => {
  const pages = new Map<string, number[]>();
  const held = new Map<string, number[]>();
  const contestant = (name: string, account: string, rows: number): Contestant => ({
    name,
    measure: async () => {
      const program = company.launch(editor);
      await program.ask('watch');
      const took = await program.ask<StartUp>('startUp', company.placeOf(account));
      const { ownWorst } = await program.ask<Stalls>('stalls');
      await company.end(program);
      if (took.rows !== rows) throw new Error(`${took.rows} rows on the first page`);
      pages.set(name, [...(pages.get(name) ?? []), took.page]);
      held.set(name, [...(held.get(name) ?? []), ownWorst]);
      return took.open;
    },
  });
  const full = contestant(`an account of ${backlog.count.toLocaleString('en')} messages`, guests[0] ?? '', 50);
  const opened = await interleaved([contestant('an account without a message', 'idle', 0), full]);
  const others = (of: ReadonlyMap<string, number[]>) =>
    opened.map(({ name }) => ({ name, values: of.get(name) ?? [] }));
  table('Start, from openChat until it is open', 'ms', opened);
  table('Start, from openChat until the first page of history is there', 'ms', others(pages));
  table('Start, the longest that the thread is held at a time by its own work', 'ms', others(held));
};

{
  await using company = await Company.found();
  await stalls(company);
  await startUps(company);
}
await using company = await Company.found();
await measureLatency(new Pairs(company, () => sized(5000)), [ours]);
