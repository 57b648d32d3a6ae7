/** The person wants the step before. */
export const back = Symbol('back');
/** `undefined` = the person gave up. */
export type Answer<T> = T | typeof back | undefined;

/** Gets what is known so far, and what it answered itself before the person came back to it. */
export type Step<S> = (known: S, before: S | undefined) => Promise<Answer<S>>;

/** Steps one after the other; Back goes one back. Undefined = given up. */
export const askSteps = async <S>(start: S, steps: readonly Step<S>[]): Promise<S | undefined> => {
  const known: S[] = [start];
  let before: S | undefined;
  for (;;) {
    const step = steps[known.length - 1];
    const last = known.at(-1);
    if (!step || last === undefined) return last;
    const answer = await step(last, before);
    if (answer === undefined) return undefined;
    before = undefined;
    if (answer !== back) known.push(answer);
    else if (known.length > 1) before = known.pop();
  }
};
