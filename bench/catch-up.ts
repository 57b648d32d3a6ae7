// S1 and S2: somebody comes to a conversation that has gone on without him. `npm run bench -- catch-up`
import { Company, joinFirst, ours, peerKind, raw, type Kind } from './support/company.ts';
import type { Program } from './support/program.ts';
import { peerPrograms } from './support/peers.ts';
import { interleaved, maxRounds, sized, median, type Contestant } from './support/rounds.ts';
import { bound, table } from './support/table.ts';

/** The slow ones get fewer entries; figures are for each 100,000. */
const counts: Readonly<Record<string, number>> = { hypercore: 5000, 'cabal-core': 2000 };
const whole = 100_000;
const guests = Array.from({ length: maxRounds }, (_, round) => `guest${round}`);
const backlogOf = ({ name }: Kind): { name: string; count: number } => ({
  name: 'old',
  count: sized(counts[name] ?? whole),
});

interface Source {
  readonly program: Program;
  readonly invitation: string;
}

await using company = await Company.found();
const sources = new Map<Kind, Source>();
/** Wrote its backlog while nobody else was there. */
const sourceOf = async (kind: Kind): Promise<Source> => {
  const known = sources.get(kind);
  if (known !== undefined) return known;
  const program = await company.start(kind, 'ana');
  const source = { program, invitation: await program.host([]) };
  if (kind === ours) await joinFirst(company, source.invitation, guests);
  await program.send(backlogOf(kind));
  sources.set(kind, source);
  return source;
};

const newest: number[] = [];
const contestant = (kind: Kind): Contestant => ({
  name: kind.name,
  measure: async (round) => {
    const { program, invitation } = await sourceOf(kind);
    const name = `guest${round}`;
    const guest = await company.start(kind, name);
    const backlog = backlogOf(kind);
    const page = kind === ours ? guest.ask<number>('newest', backlog) : undefined;
    await guest.join(invitation);
    const { count, linked, last } = await guest.received(backlog);
    if (page !== undefined) newest.push((await page) - linked);
    const end = kind === ours ? await program.ask<number>('delivered', name) : last;
    const stored = kind === ours ? await guest.stored() : count;
    await company.end(guest);
    if (count < backlog.count || stored < count)
      throw new Error(`${backlog.count} wanted, ${count} shown, ${stored} stored`);
    return ((end - linked) * whole) / backlog.count;
  },
});
const kinds = [raw, ours, ...peerPrograms('hypercore', 'cabal-core').map(peerKind)];
const results = await interleaved(kinds.map(contestant));
table(
  'S1  100,000 entries into an empty store, from the link to the last one verified, ours acknowledged as stored',
  'ms',
  results,
  [
    { of: ours.name, to: raw.name, most: 4 },
    { of: 'hypercore', to: ours.name, least: 50 },
    { of: 'cabal-core', to: ours.name, least: 100 },
  ],
);
table('S2  the newest page, from the link on, with all of that to come', 'ms', [{ name: ours.name, values: newest }]);
bound('newest page without any delay of the network', median(newest), 'ms', 50);
