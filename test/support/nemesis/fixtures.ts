import { readFileSync, writeFileSync } from 'node:fs';
import type { Plan } from './plan.ts';

const file = new URL('../../fixtures/sim-plans.json', import.meta.url);

/** A plan that once failed, made small. */
export interface Fixture {
  /** What went wrong then. */
  readonly found: string;
  readonly plan: Plan;
}

export const fixtures = (): readonly Fixture[] => JSON.parse(readFileSync(file, 'utf8')) as Fixture[];

/** Keeps a plan for every later test run; answers its place. */
export const addFixture = (fixture: Fixture): number => {
  const all = [...fixtures(), fixture];
  writeFileSync(file, `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
  return all.length - 1;
};
