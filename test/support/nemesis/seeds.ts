import { drawPlan } from './draw-plan.ts';
import type { Plan } from './plan.ts';
import { runPlan, type Outcome } from './run-plan.ts';
import type { StageOptions } from './stage.ts';

/** 1 seed in so many has real signatures; 1 in so many runs twice and must be the same run. */
const realEvery = 50;
const twiceEvery = 20;

/** Everything that a seed demands. Throws with the command that repeats it. */
export const runSeed = (seed: number, options: StageOptions = {}): Outcome => {
  try {
    return runAsSeed(drawPlan(seed), seed, options);
  } catch (error) {
    throw new Error(`npm run sim -- --seed ${seed}\n${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

/** A plan as its seed would run it. */
export const runAsSeed = (plan: Plan, seed: number, options: StageOptions = {}): Outcome => {
  const all: StageOptions = { crypto: seed % realEvery === 0 ? 'real' : 'simulated', ...options };
  const outcome = runPlan(plan, all);
  if (seed % twiceEvery === 0 && runPlan(plan, all).traceHash !== outcome.traceHash) {
    throw new Error('the second run of the same seed was another one');
  }
  return outcome;
};
