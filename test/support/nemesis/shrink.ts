import type { Plan, Step } from './plan.ts';

/** Why a plan fails; undefined if it does not. */
export type Judge = (plan: Plan) => string | undefined;

/** The kind of a failure: its words without names, numbers and times. */
const kindOf = (why: string): string => why.replaceAll(/[0-9a-f]{4,}|[0-9]+|"[^"]*"/g, '').slice(0, 60);

/**
 * Makes a failing plan smaller while it still fails in the same way: fewer steps, fewer devices, an earlier end, nothing
 * unusual about machines and network. Stops after `maxRuns` runs.
 */
export const shrink = (plan: Plan, why: string, judge: Judge, maxRuns = 300): Plan => {
  const kind = kindOf(why);
  let smallest = plan;
  let runs = 0;
  const keep = (smaller: Plan): boolean => {
    const verdict = runs++ < maxRuns ? judge(smaller) : undefined;
    if (verdict === undefined || kindOf(verdict) !== kind) return false;
    smallest = smaller;
    return true;
  };
  for (let steps = Infinity; smallest.steps.length < steps;) {
    steps = smallest.steps.length;
    dropSteps(() => smallest, keep);
    for (let device = smallest.devices.length - 1; device >= 0; device--) {
      if (smallest.devices.length > 2) keep(without(smallest, device));
    }
    keep({ ...smallest, end: 1 + (smallest.steps.at(-1)?.at ?? 0) });
    keep({ ...smallest, network: {} });
    for (const device of smallest.devices.keys()) keep(plain(smallest, device));
  }
  return smallest;
};

/** Halves, quarters, and at last single steps. */
const dropSteps = (current: () => Plan, keep: (smaller: Plan) => boolean): void => {
  for (let size = Math.ceil(current().steps.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    let at = 0;
    while (at < current().steps.length) {
      const { steps } = current();
      const left = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (!keep({ ...current(), steps: left })) at += size;
    }
  }
};

/** The plan without a device and what it did; the machines after it move up. */
export const without = (plan: Plan, gone: number): Plan => {
  const moved = (machine: number): number => (machine > gone ? machine - 1 : machine);
  const steps = plan.steps.flatMap((step): Step[] => {
    if ('device' in step) return step.device === gone ? [] : [{ ...step, device: moved(step.device) }];
    if (!('from' in step)) return [step];
    const [from, to] = [step.from, step.to].map((side) => side.filter((one) => one !== gone).map(moved));
    return from === undefined || to === undefined || from.length === 0 || to.length === 0
      ? []
      : [{ ...step, from, to }];
  });
  return { ...plan, steps, devices: plan.devices.filter((_, i) => i !== gone) };
};

const plain = (plan: Plan, number: number): Plan => ({
  ...plan,
  devices: plan.devices.map((device, i) =>
    i === number ? { person: device.person, clock: {}, config: {}, syncMs: 1, forgetful: false } : device,
  ),
});
