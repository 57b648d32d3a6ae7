// `npm run sim`: runs seeds of the simulator, and makes one that fails small.
import { parseArgs } from 'node:util';
import { drawPlan } from './draw-plan.ts';
import { addFixture, fixtures } from './fixtures.ts';
import { mustHappen } from './marks.ts';
import type { Plan } from './plan.ts';
import { runPlan } from './run-plan.ts';
import { runAsSeed } from './seeds.ts';
import { shrink } from './shrink.ts';

const usage = `npm run sim -- [--seed N | --fixture N] [--seeds K] [--from N] [--hours H] [--trace] [--keep]

  --seed N      that seed alone
  --fixture N   that plan of test/fixtures/sim-plans.jsonl alone
  --seeds K     so many seeds (200)
  --from N      beginning there (1)
  --hours H     as many seeds as so many hours of real time allow
  --trace       prints everything that happens
  --keep        writes a plan that fails, made small, to the fixtures that every test run repeats`;

/** So many seeds must show everything that has to happen. */
const enough = 150;
const hour = 3_600_000;

const options = {
  seed: { type: 'string' },
  fixture: { type: 'string' },
  seeds: { type: 'string' },
  from: { type: 'string' },
  hours: { type: 'string' },
  trace: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const judge = (plan: Plan): string | undefined => {
  try {
    runPlan(plan);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
};

const makeSmall = (plan: Plan, keep: boolean): void => {
  const why = judge(plan);
  if (why === undefined) return say('It fails only with real signatures or in the comparison of two runs.');
  say('Making it small ...');
  const small = shrink(plan, why, judge);
  say(`${small.devices.length} devices, ${small.steps.length} steps in ${small.end} ms:`);
  for (const step of small.steps) say(`  ${JSON.stringify(step)}`);
  say(JSON.stringify(small));
  if (keep) say(`Kept: npm run sim -- --fixture ${addFixture({ found: judge(small) ?? why, plan: small })}`);
};

/** Runs one plan; answers whether all was well. */
const one = (
  name: string,
  plan: Plan,
  seed: number,
  reached: Set<string>,
  given: { trace: boolean; keep: boolean },
) => {
  try {
    runAsSeed(plan, seed, { reached, ...(given.trace && { onTrace: say }) });
    return true;
  } catch (error) {
    say(`FAILED: npm run sim -- --${name} ${seed}\n${messageOf(error)}`);
    if (!given.trace) makeSmall(plan, given.keep);
    return false;
  }
};

const many = (from: number, count: number, until: number, keep: boolean): boolean => {
  const reached = new Set<string>();
  const begin = performance.now();
  let simulated = 0;
  let failed = 0;
  let done = 0;
  for (; done < count && performance.now() < until; done++) {
    const plan = drawPlan(from + done);
    if (!one('seed', plan, from + done, reached, { trace: false, keep })) failed++;
    simulated += plan.end;
    if (done % 50 === 49)
      say(`${done + 1} seeds, ${failed} failed, ${Math.round((performance.now() - begin) / 1000)} s`);
  }
  const missing = done < enough ? [] : mustHappen.filter((mark) => !reached.has(mark));
  say(`${done} seeds, ${(simulated / hour).toFixed(1)} simulated hours, ${failed} failed`);
  if (missing.length > 0) say(`Blind: it never happened that ${missing.join(', ')}`);
  return failed === 0 && missing.length === 0;
};

const run = (args: string[]): boolean => {
  const { values } = parseArgs({ args, options });
  const { seed, fixture, trace, keep } = values;
  if (values.help) return (say(usage), true);
  if (fixture !== undefined) {
    const found = fixtures()[Number(fixture)];
    if (found === undefined) throw new Error(`there is no fixture ${fixture}`);
    say(`Found then: ${found.found}`);
    return one('fixture', found.plan, Number(fixture), new Set(), { trace, keep: false });
  }
  if (seed !== undefined) return one('seed', drawPlan(Number(seed)), Number(seed), new Set(), { trace, keep });
  const until = values.hours === undefined ? Infinity : performance.now() + Number(values.hours) * hour;
  const seeds = values.seeds ?? (values.hours === undefined ? 200 : Infinity);
  return many(Number(values.from ?? 1), Number(seeds), until, keep);
};

try {
  process.exitCode = run(process.argv.slice(2)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
  process.exitCode = 2;
}
