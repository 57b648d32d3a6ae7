/** Runs a scenario for each of `SIM_SEEDS` seeds, or for the one of `SIM_SEED`, which a failure names. */
export const forSeeds = (fewest: number, scenario: (seed: number) => void): void => {
  const one = process.env['SIM_SEED'];
  const count = Number(process.env['SIM_SEEDS'] ?? fewest);
  const seeds = one === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(one)];
  for (const seed of seeds) {
    try {
      scenario(seed);
    } catch (error) {
      throw new Error(`SIM_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
};
