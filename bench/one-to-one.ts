// D1 and D2: one person writes to another. `npm run bench -- one-to-one`
import { Company, ours, peerKind, raw, type Kind } from './support/company.ts';
import { measureLatency, Pairs } from './support/latency.ts';
import { peerPrograms } from './support/peers.ts';
import { interleaved, sized, type Contestant } from './support/rounds.ts';
import { table } from './support/table.ts';

/** So many that a round of each takes seconds; those that sync or sign each message get fewer. */
const counts: Readonly<Record<string, number>> = { hypercore: 2000, 'cabal-core': 1000 };
const countOf = ({ name }: Kind): number => sized(counts[name] ?? 100_000);

await using company = await Company.found();
const kinds = [raw, ours, ...peerPrograms('socket-io', 'hypercore', 'cabal-core').map(peerKind)];
const pairs = new Pairs(company, (kind) => Math.min(5000, countOf(kind)));

await measureLatency(pairs, kinds);

const throughput = (kind: Kind): Contestant => ({
  name: kind.name,
  measure: async (round) => {
    const count = countOf(kind);
    const { last, sent } = await pairs.wave(kind, { name: `d2-${round}`, count });
    return (count / (last - sent)) * 1000;
  },
});
table('D2  one to one, back to back, nothing lost', 'messages/s', await interleaved(kinds.map(throughput)), [
  { of: ours.name, to: raw.name, least: 0.8 },
  { of: ours.name, to: 'socket-io', least: 3 },
  { of: ours.name, to: 'hypercore', least: 70 },
  { of: ours.name, to: 'cabal-core', least: 70 },
]);
