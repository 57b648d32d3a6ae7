import { describe, expect, test } from 'vitest';
import { FairTurns, type Waiter } from '../../../tracker-server/src/sessions/fair-turns.ts';
import { ManualClock } from '../../support/manual-clock.ts';

interface Asker extends Waiter {
  readonly name: string;
  reads: boolean;
}

/** Turns by hand: what was answered, and how often the event loop could turn. */
class Rig {
  readonly clock = new ManualClock();
  readonly answered: string[] = [];
  readonly failures: unknown[] = [];
  breaths = 0;
  onBreath = (): void => {};
  readonly turns = new FairTurns<Asker>({
    clock: this.clock,
    breathe: () => {
      this.breaths++;
      this.onBreath();
      return Promise.resolve();
    },
    failed: (error) => this.failures.push(error),
  });

  asker(name: string): Asker {
    return { name, reads: true };
  }

  /** Each answer costs so many milliseconds. */
  ask(who: Asker, count: number, ms = 0): void {
    for (let i = 1; i <= count; i++)
      this.turns.run(who, () => {
        this.answered.push(`${who.name}${i}`);
        this.clock.advance(ms);
        return Promise.resolve();
      });
  }
}

describe('turns', () => {
  test('go round: who asks a lot keeps nobody waiting', async () => {
    const rig = new Rig();
    const [a, b, c] = [rig.asker('a'), rig.asker('b'), rig.asker('c')];
    rig.ask(a, 4);
    rig.ask(b, 2);
    rig.ask(c, 1);
    await rig.turns.settled(a);
    // the first is answered inside the ask, before anybody else is there
    expect(rig.answered).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  test('let the event loop turn after 5 ms of work, and whoever comes then is next after those who wait', async () => {
    const rig = new Rig();
    const [a, late] = [rig.asker('a'), rig.asker('late')];
    rig.onBreath = () => {
      if (rig.breaths === 1) rig.ask(late, 1);
    };
    rig.ask(a, 6, 2);
    await rig.turns.settled(a);
    // three answers of 2 ms are more than 5 ms
    expect(rig.answered).toEqual(['a1', 'a2', 'a3', 'a4', 'late1', 'a5', 'a6']);
    expect(rig.breaths).toBe(2);
  });

  test('pass by whoever does not read, until he does or all ends', async () => {
    const rig = new Rig();
    const [deaf, b, deafer] = [rig.asker('deaf'), rig.asker('b'), rig.asker('deafer')];
    deaf.reads = false;
    deafer.reads = false;
    rig.ask(deaf, 2);
    rig.ask(deafer, 1);
    rig.ask(b, 2);
    await rig.turns.settled(b);
    expect(rig.answered).toEqual(['b1', 'b2']);
    deaf.reads = true;
    rig.turns.wake();
    await rig.turns.settled(deaf);
    expect(rig.answered).toEqual(['b1', 'b2', 'deaf1', 'deaf2']);
    rig.turns.finish();
    await rig.turns.settled(deafer);
    expect(rig.answered.at(-1)).toBe('deafer1');
  });

  test('survive an answer that fails', async () => {
    const rig = new Rig();
    const a = rig.asker('a');
    rig.turns.run(a, () => Promise.reject(new Error('no')));
    rig.ask(a, 1);
    await rig.turns.settled(a);
    expect([rig.answered, rig.failures]).toEqual([['a1'], [new Error('no')]]);
  });
});
