import { median, type Measured } from './rounds.ts';

export interface Goal {
  readonly of: string;
  /** What the ratio `of` divided by `to` may be. */
  readonly to: string;
  readonly least?: number;
  readonly most?: number;
}

export const figure = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** Median, least, most, and the ratio to the floor, which is the first; then the goals. */
export const table = (
  title: string,
  unit: string,
  measured: readonly Measured[],
  goals: readonly Goal[] = [],
): void => {
  const of = (name: string): number => median(measured.find((one) => one.name === name)?.values ?? []);
  const floor = median(measured[0]?.values ?? []);
  console.log(`\n${title} (median of ${measured[0]?.values.length ?? 0}, ${unit})`);
  for (const { name, values } of measured) {
    const range = `${figure(Math.min(...values))} – ${figure(Math.max(...values))}`;
    const ratio = `${(median(values) / floor).toPrecision(3)} x floor`;
    console.log(
      `  ${name.padEnd(34)} ${figure(median(values)).padStart(10)} ${range.padStart(24)} ${ratio.padStart(18)}`,
    );
  }
  for (const { of: ours, to, least, most } of goals) {
    const ratio = of(ours) / of(to);
    if (Number.isNaN(ratio)) continue;
    const met = ratio >= (least ?? 0) && ratio <= (most ?? Infinity);
    const goal = least === undefined ? `at most ${most}` : `at least ${least}`;
    console.log(`  ${met ? 'reached' : 'MISSED '}  ${ours} / ${to}: ${ratio.toPrecision(3)}, goal ${goal}`);
  }
};

/** A single figure with a bound. */
export const bound = (what: string, value: number, unit: string, most: number): void => {
  const met = value <= most;
  console.log(`  ${met ? 'reached' : 'MISSED '}  ${what}: ${figure(value)} ${unit}, goal at most ${most} ${unit}`);
};
