/** Something that is measured; the first of a list is the floor. */
export interface Contestant {
  readonly name: string;
  /** One measurement. Whatever it throws takes the contestant out of the race, with a loud line. */
  measure(round: number): Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly values: readonly number[];
}

/** At least five, unless something is only tried out. */
export const maxRounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Tries things out with a part of their size. */
export const sized = (size: number): number => Math.max(10, Math.round(size * Number(process.env['BENCH_SIZE'] ?? 1)));

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const above = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? above : (above + (sorted[middle - 1] ?? NaN)) / 2;
};

/** A part of their names: the floor and those are measured alone. */
const wanted = process.env['BENCH_ONLY'] ?? '';

/** Everybody once in each round, so that whatever else the machine does hits all of them. */
export const interleaved = async (contestants: readonly Contestant[], rounds = maxRounds): Promise<Measured[]> => {
  const taking = contestants.filter(({ name }, i) => i === 0 || name.includes(wanted));
  const values = new Map<string, number[]>(taking.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of taking) {
      const { name } = contestant;
      const known = values.get(name);
      if (known === undefined) continue;
      try {
        known.push(await contestant.measure(round));
      } catch (error) {
        values.delete(name);
        console.log(`\n!!! ${name} does not run here and is left out: ${String(error)}\n`);
      }
    }
  }
  return [...values].map(([name, of]) => ({ name, values: of }));
};
