import { gather, ours, type Company, type Group, type Kind } from './company.ts';
import { interleaved, median, sized } from './rounds.ts';
import { table } from './table.ts';
import type { Received, Wave } from './talker.ts';

/** The floor of D1. */
const durable: Kind = { name: 'raw TCP, synced by a worker', file: 'contestants/raw.ts', args: ['durable'] };

/** Two of each kind, linked, warmed up when they are first asked for. */
export class Pairs {
  readonly #company: Company;
  readonly #warm: (kind: Kind) => number;
  readonly #pairs = new Map<Kind, Group>();

  /** `warm`: messages before anything counts. */
  constructor(company: Company, warm: (kind: Kind) => number) {
    this.#company = company;
    this.#warm = warm;
  }

  /** From one to the other; throws when a message is lost. */
  async wave(kind: Kind, wave: Wave): Promise<Received> {
    return carry(await this.#pairOf(kind), wave);
  }

  async #pairOf(kind: Kind): Promise<Group> {
    const known = this.#pairs.get(kind);
    if (known !== undefined) return known;
    const pair = await gather(this.#company, kind, ['bia']);
    this.#pairs.set(kind, pair);
    await carry(pair, { name: 'warm', count: this.#warm(kind) });
    return pair;
  }
}

const carry = async ({ host, guests: [guest] }: Group, wave: Wave): Promise<Received> => {
  if (guest === undefined) throw new Error('nobody listens');
  await host.send(wave);
  const received = await guest.received(wave);
  if (received.count !== wave.count) throw new Error(`${wave.count - received.count} of ${wave.count} lost`);
  return received;
};

/** D1 of these kinds beside its floor. */
export const measureLatency = async (pairs: Pairs, kinds: readonly Kind[]): Promise<void> => {
  const contestants = [durable, ...kinds].map((kind) => ({
    name: kind.name,
    measure: async (round: number) => {
      const { latencies } = await pairs.wave(kind, { name: `d1-${round}`, count: sized(200), every: 10 });
      return median(latencies);
    },
  }));
  table('D1  one message, send() to the verified event of the receiver, p50', 'ms', await interleaved(contestants), [
    { of: ours.name, to: durable.name, most: 3 },
  ]);
};
