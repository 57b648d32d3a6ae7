/** The person wants the step before. */
export const back = Symbol('back');
/** `undefined` = the person gave up. */
export type Answer<T> = T | typeof back | undefined;

/** Steps one after the other, each with what is known so far; Back goes one back. Undefined = given up. */
export const askSteps = async <S>(
  start: S,
  steps: readonly ((known: S) => Promise<Answer<S>>)[],
): Promise<S | undefined> => {
  const known: S[] = [start];
  for (;;) {
    const step = steps[known.length - 1];
    const last = known.at(-1);
    if (!step || last === undefined) return last;
    const answer = await step(last);
    if (answer === undefined) return undefined;
    if (answer !== back) known.push(answer);
    else if (known.length > 1) known.pop();
  }
};
