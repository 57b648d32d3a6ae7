import { expect, test } from 'vitest';
import { TurnBudget } from '../../../../common/base/index.ts';

/** A thread whose work takes as long as it says, and its turns. */
class Thread {
  now = 0;
  #turns: (() => void)[] = [];
  readonly budget = new TurnBudget(
    { mono: () => this.now },
    (run) => {
      this.#turns.push(run);
      return { dispose: () => {} };
    },
    4,
  );

  work(ms: number): boolean {
    return this.budget.spend(() => {
      this.now += ms;
    });
  }

  get waiting(): number {
    return this.#turns.length;
  }

  turn(): void {
    const due = this.#turns;
    this.#turns = [];
    for (const run of due) run();
  }
}

test('work is enough once it has taken its time, together with what else the thread did since the first of it', () => {
  const thread = new Thread();
  expect(thread.work(3)).toBe(false);
  thread.now += 1;
  expect(thread.work(0)).toBe(true);
});

test('each turn begins anew, and with it whoever waited', () => {
  const thread = new Thread();
  thread.work(5);
  const ran: string[] = [];
  thread.budget.next(() => ran.push('first'));
  thread.budget.next(() => ran.push('second'));
  expect(ran).toEqual([]);
  thread.now += 100;
  thread.turn();
  expect(ran).toEqual(['first', 'second']);
  expect(thread.work(1)).toBe(false);
  thread.turn();
  expect(ran).toHaveLength(2);
});

test('whoever waits without any work has the next turn too', () => {
  const thread = new Thread();
  let ran = 0;
  thread.budget.next(() => ran++);
  thread.turn();
  expect(ran).toBe(1);
});

test('a thread that does nothing has no turn ordered', () => {
  const thread = new Thread();
  thread.work(1);
  thread.turn();
  expect(thread.waiting).toBe(0);
});

test('one who needs little has it in each turn, whatever the others have used', () => {
  const thread = new Thread();
  const [greedy, modest] = [thread.budget.share(1), thread.budget.share(1)];
  const work = (share: typeof greedy, ms: number): boolean =>
    share.spend(() => {
      thread.now += ms;
    });
  expect(work(greedy, 3)).toBe(false);
  expect(work(greedy, 3)).toBe(true);
  expect([work(modest, 0.5), work(modest, 0.25)]).toEqual([false, false]);
  expect(work(modest, 0.5)).toBe(true);
  thread.turn();
  expect([work(greedy, 3), work(modest, 0.5), work(modest, 0.25)]).toEqual([false, false, false]);
});
