import { appendFileSync, readFileSync } from 'node:fs';
import type { Plan } from './plan.ts';

const file = new URL('../../fixtures/sim-plans.jsonl', import.meta.url);

/** A plan that once failed, made small. One on each line of the file. */
export interface Fixture {
  /** What went wrong then. */
  readonly found: string;
  readonly plan: Plan;
}

export const fixtures = (): readonly Fixture[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fixture);

/** Keeps a plan for every later test run; answers its place. */
export const addFixture = (fixture: Fixture): number => {
  appendFileSync(file, `${JSON.stringify(fixture)}\n`);
  return fixtures().length - 1;
};
