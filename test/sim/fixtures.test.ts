import { expect, test } from 'vitest';
import { fixtures } from '../support/nemesis/fixtures.ts';
import { drawPlan } from '../support/nemesis/draw-plan.ts';
import type { Plan } from '../support/nemesis/plan.ts';
import { runAsSeed } from '../support/nemesis/seeds.ts';
import { shrink, without } from '../support/nemesis/shrink.ts';

test('what once failed is well', () => {
  for (const [i, { plan, found }] of fixtures().entries()) {
    expect(() => runAsSeed(plan, i), `npm run sim -- --fixture ${i}: ${found}`).not.toThrow();
  }
});

/** Two words at three devices are bad. */
const judge = ({ steps, devices }: Plan): string | undefined =>
  steps.filter((step) => 'act' in step && step.act === 'say').length >= 2 && devices.length >= 3 ? 'bad' : undefined;

test('a failing plan is made as small as it can be', () => {
  const plan = drawPlan(4);
  const small = shrink(plan, 'bad', judge);
  expect(small.steps.map((step) => 'act' in step && step.act)).toEqual(['say', 'say']);
  expect(small.devices).toHaveLength(3);
  expect(small.end).toBe((small.steps.at(-1)?.at ?? 0) + 1);
});

test('a plan without a device has no step of it, and the others keep theirs', () => {
  const plan = drawPlan(5);
  const [before, after] = [plan, without(plan, 1)].map(({ steps }) =>
    steps.flatMap((step) => ('device' in step ? [step.device] : [])),
  );
  expect(after).toEqual(before?.filter((device) => device !== 1).map((device) => (device > 1 ? device - 1 : device)));
});
