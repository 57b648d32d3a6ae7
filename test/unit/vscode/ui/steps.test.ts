import { expect, test } from 'vitest';
import { askSteps, back, type Answer } from '../../../../src/vscode/ui/steps.ts';

/** A step that adds a letter, goes back or gives up, as its answers say in turn. */
const step = (...answers: readonly (string | typeof back | undefined)[]) => {
  const left = [...answers];
  return async (known: string): Promise<Answer<string>> => {
    const answer = left.shift();
    return typeof answer === 'string' ? known + answer : answer;
  };
};

test('each step builds on what is known', async () => {
  expect(await askSteps('', [step('a'), step('b'), step('c')])).toBe('abc');
});

test('Back asks the step before again, with what was known before it', async () => {
  expect(await askSteps('', [step('a', 'x'), step('b', 'y'), step(back, 'c')])).toBe('ayc');
  expect(await askSteps('', [step('a', 'x'), step(back, 'b')])).toBe('xb');
});

test('a step that is asked again gets its own answer of before', async () => {
  const given: (string | undefined)[] = [];
  const name = async (_: string, before: string | undefined): Promise<string> => {
    given.push(before);
    return 'ana';
  };
  await askSteps('', [name, step(back, 'b')]);
  expect(given).toEqual([undefined, 'ana']);
});

test('Back in the first step asks it again; giving up anywhere ends everything', async () => {
  expect(await askSteps('', [step(back, 'a')])).toBe('a');
  expect(await askSteps('', [step('a'), step(undefined)])).toBeUndefined();
});
