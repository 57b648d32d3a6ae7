import { markupLimits } from './limits.ts';

/** Milliseconds that drawing messages has taken since the browser last had its turn. */
let spent = 0;
const waiting: (() => void)[] = [];

/** Whether another message can be drawn before the browser has to have its turn. */
export const hasBudget = (): boolean => spent < markupLimits.turn;

/** Draws, and counts what it takes. */
export const spendBudget = <T>(draw: () => T): T => {
  const start = performance.now();
  if (spent === 0) setTimeout(resumeDeferred);
  try {
    return draw();
  } finally {
    spent += Math.max(performance.now() - start, Number.EPSILON);
  }
};

/** Draws in a later turn, after those that already wait. */
export const defer = (draw: () => void): void => {
  waiting.push(draw);
};

const resumeDeferred = (): void => {
  spent = 0;
  // one at least, and as many more as there is time for
  do {
    const next = waiting.shift();
    if (next === undefined) return;
    spendBudget(next);
  } while (hasBudget());
};
