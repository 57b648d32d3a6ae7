// D1 and D2: one person writes to another. `npm run bench -- one-to-one`
import { Company, gather, ours, peerKind, raw, type Group, type Kind } from './support/company.ts';
import { peerPrograms } from './support/peers.ts';
import { interleaved, median, sized, type Contestant } from './support/rounds.ts';
import { table } from './support/table.ts';

const durable: Kind = { name: 'raw TCP, synced by a worker', file: 'contestants/raw.ts', args: ['durable'] };
/** So many that a round of each takes seconds; those that sync or sign each message get fewer. */
const counts: Readonly<Record<string, number>> = { hypercore: 2000, 'cabal-core': 1000 };
const countOf = ({ name }: Kind): number => sized(counts[name] ?? 100_000);

await using company = await Company.found();
const kinds = [raw, ours, ...peerPrograms('socket-io', 'hypercore', 'cabal-core').map(peerKind)];
const pairs = new Map<Kind, Group>();
const pairOf = async (kind: Kind): Promise<Group> => {
  const pair = pairs.get(kind) ?? (await gather(company, kind, ['bia']));
  if (!pairs.has(kind)) {
    pairs.set(kind, pair);
    await wave(pair, { name: 'warm', count: Math.min(5000, countOf(kind)) });
  }
  return pair;
};
const wave = async ({ host, guests: [guest] }: Group, params: Parameters<typeof host.send>[0]) => {
  if (guest === undefined) throw new Error('nobody listens');
  await host.send(params);
  const received = await guest.received(params);
  if (received.count !== params.count) throw new Error(`${params.count - received.count} of ${params.count} lost`);
  return received;
};

const latency = (kind: Kind): Contestant => ({
  name: kind.name,
  measure: async (round) => {
    const { latencies } = await wave(await pairOf(kind), { name: `d1-${round}`, count: sized(200), every: 10 });
    return median(latencies);
  },
});
table(
  'D1  one message, send() to the verified event of the receiver, p50',
  'ms',
  await interleaved([durable, ...kinds].map(latency)),
  [{ of: ours.name, to: durable.name, most: 3 }],
);

const throughput = (kind: Kind): Contestant => ({
  name: kind.name,
  measure: async (round) => {
    const count = countOf(kind);
    const { last, sent } = await wave(await pairOf(kind), { name: `d2-${round}`, count });
    return (count / (last - sent)) * 1000;
  },
});
table('D2  one to one, back to back, nothing lost', 'messages/s', await interleaved(kinds.map(throughput)), [
  { of: ours.name, to: raw.name, least: 0.8 },
  { of: ours.name, to: 'socket-io', least: 3 },
  { of: ours.name, to: 'hypercore', least: 70 },
  { of: ours.name, to: 'cabal-core', least: 70 },
]);
