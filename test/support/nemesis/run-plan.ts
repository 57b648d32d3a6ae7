import { beginFault } from './faults.ts';
import { lookAlways } from './always.ts';
import { noteMarks } from './marks.ts';
import { isFault, type Plan } from './plan.ts';
import { Stage, type StageOptions } from './stage.ts';
import { complaint, lastWords } from './verdict.ts';
import { perform } from './workload.ts';

/** Milliseconds of the world's time in which everything must become well. */
const maxSettleMs = 600_000;
const settleStep = 5_000;
/** By then every link that died unheard has been found dead, whatever the configuration. */
const allFound = 50_000;
/** So long no link may end once all is well. */
const quiet = 30_000;

export interface Outcome {
  /** The same for the same plan, or something is not deterministic. */
  readonly traceHash: string;
  /** How long it took to become well, milliseconds. */
  readonly settled: number;
}

/** Runs a plan to its end. Throws what is wrong. */
export const runPlan = (plan: Plan, options: StageOptions = {}): Outcome => {
  const stage = new Stage(plan, options);
  const { world } = stage;
  stage.begin();
  lookAlways(stage);
  const heals = schedule(stage);
  world.run(plan.end);
  for (const heal of heals) heal();
  const settled = settle(stage);
  const links = world.count('link.down');
  world.run(quiet);
  if (world.count('link.down') !== links) throw new Error('a link was lost when all was well');
  const last = complaint(stage) ?? lastWords(stage);
  if (last !== undefined) throw new Error(`at the end: ${last}`);
  noteMarks(stage);
  world.dispose();
  return { traceHash: world.traceHash(), settled };
};

/** Everything the plan wants to happen, from now on. Answers the heals that are still due. */
const schedule = (stage: Stage): Set<() => void> => {
  const { world, plan } = stage;
  const heals = new Set<() => void>();
  const start = world.now();
  for (const step of plan.steps) {
    world.at(start + step.at, () => {
      const { at: _, ...what } = step;
      world.note('plan', isFault(step) ? step.fault : step.act, what);
      if (!isFault(step)) return perform(stage, step);
      const heal = beginFault(stage, step);
      if (heal === undefined) return;
      world.sometimes(step.fault);
      const once = (): void => {
        if (!heals.delete(once)) return;
        world.note('plan', `${step.fault} is over`);
        heal();
      };
      heals.add(once);
      world.at(world.now() + step.lasting, once);
    });
  }
  return heals;
};

const settle = (stage: Stage): number => {
  const { world } = stage;
  for (const mate of stage.mates) mate.be('online');
  const wake = Math.max(
    ...stage.mates.map(({ host }) => Math.max(host.asleepUntil, host.running?.process.stalledUntil ?? 0)),
  );
  if (wake > world.now()) world.run(wake - world.now());
  const start = world.now();
  let wrong: string | undefined = 'nothing was looked at';
  world.run(allFound);
  while (world.now() - start < maxSettleMs) {
    world.run(settleStep);
    wrong = complaint(stage);
    if (wrong === undefined) return world.now() - start;
  }
  throw new Error(`not well after ${maxSettleMs / 1000} s: ${wrong}`);
};
