// D3: one person writes to a room of twenty. `npm run bench -- room`
import { Company, gather, ours, raw, type Group, type Kind } from './support/company.ts';
import { interleaved, sized, type Contestant } from './support/rounds.ts';
import { table } from './support/table.ts';

const guests = Array.from({ length: 19 }, (_, i) => `guest${i}`);
const count = sized(20_000);

await using company = await Company.found();
const rooms = new Map<Kind, Group>();
const contestant = (kind: Kind): Contestant => ({
  name: kind.name,
  measure: async (round) => {
    const room = rooms.get(kind) ?? (await gather(company, kind, guests));
    rooms.set(kind, room);
    const wave = { name: `d3-${round}`, count };
    await room.host.send(wave);
    const received = await Promise.all(room.guests.map((guest) => guest.received(wave)));
    const lost = received.reduce((sum, one) => sum + count - one.count, 0);
    if (lost > 0) throw new Error(`${lost} deliveries lost`);
    const took = Math.max(...received.map(({ last }) => last)) - Math.min(...received.map(({ sent }) => sent));
    return ((count * guests.length) / took) * 1000;
  },
});
table(
  'D3  a room of twenty, back to back, nothing lost',
  'deliveries/s',
  await interleaved([raw, ours].map(contestant)),
  [{ of: ours.name, to: raw.name, least: 1 }],
);
