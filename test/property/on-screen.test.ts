import { describe, expect, test } from 'vitest';
import {
  compareHlc,
  compareOrder,
  effectiveClocks,
  nextClock,
  nothingInSight,
  withArrived,
  type InSight,
} from '../../common/log/index.ts';
import { asHex, limits, type AuthorKey, type Hlc } from '../../common/model/index.ts';
import { Prng } from '../support/sim/prng.ts';

const second = 1000;
const hour = 3_600_000;
const day = 24 * hour;
const worst = 26 * hour;
const people = 5;

interface Kind {
  readonly attacked: boolean;
  readonly corrected: boolean;
  readonly jumping: boolean;
}
interface Written {
  readonly author: number;
  readonly seq: number;
}
interface Outcome {
  /** Pairs of a message and what its author had on screen; and those that stand the wrong way round. */
  readonly pairs: number;
  readonly wrong: number;
  /** Milliseconds by which an honest stamp was ahead of its author's clock, at most. */
  readonly lifted: number;
}

const keyOf = (author: number): AuthorKey => asHex(String(author).padStart(64, '0'));

/** One person's view of all logs: how much of each is held, and is in sight. */
class View {
  readonly held: number[] = Array.from({ length: people }, () => 0);
  readonly inSight: InSight[] = Array.from({ length: people }, () => nothingInSight);

  clocks(logs: readonly Hlc[][], author: number): readonly Hlc[] {
    return effectiveClocks((logs[author] ?? []).slice(0, this.held[author]).map((clock) => ({ clock })));
  }

  take(logs: readonly Hlc[][], author: number, to: number, limit: number): void {
    const from = this.held[author] ?? 0;
    if (to <= from) return;
    this.held[author] = to;
    const clocks = this.clocks(logs, author);
    const fresh = clocks.slice(from).map((clock, i) => ({ entry: { seq: from + i }, clock }));
    this.inSight[author] = withArrived(this.inSight[author] ?? nothingInSight, fresh, limit);
  }

  /** The clock has gone on: what is due comes out. */
  release(logs: readonly Hlc[][], limit: number): void {
    for (const [author, { below }] of this.inSight.entries()) {
      const clocks = this.clocks(logs, author);
      const due = clocks.findLastIndex(({ ms }) => ms <= limit);
      const clock = clocks[due];
      if (due >= below && clock !== undefined) this.inSight[author] = { below: due + 1, clock };
    }
  }

  followed(me: number): Hlc {
    return this.inSight
      .filter((_, author) => author !== me)
      .reduce((latest, { clock }) => (compareHlc(clock, latest) > 0 ? clock : latest), nothingInSight.clock);
  }

  onScreen(me: number): readonly Written[] {
    return this.held.flatMap((held, author) =>
      Array.from({ length: author === me ? held : (this.inSight[author]?.below ?? 0) }, (_, seq) => ({ author, seq })),
    );
  }
}

/** Wrong clocks, partitions, catch-up of any log in any order; the last of the five may be hostile, at the edges of every limit. */
const history = (seed: number, { attacked, corrected, jumping }: Kind): Outcome => {
  const random = new Prng(seed);
  const between = (low: number, high: number): number => low + (random.nextInt(1_000_000) / 1_000_000) * (high - low);
  const pick = <T>(all: readonly T[]): T => all[random.nextInt(all.length)] as T;
  const chance = (share: number): boolean => random.nextInt(1000) < share * 1000;
  const hostile = attacked ? people - 1 : undefined;
  const skewed = (): number => pick([0, 0, 125 * second, -125 * second, between(-worst, worst), worst, -worst]);
  const skews = Array.from({ length: people }, (_, who) => {
    if (who === hostile) return 0;
    return corrected ? between(-120 * second, 120 * second) : skewed();
  });
  const logs: Hlc[][] = Array.from({ length: people }, () => []);
  const views = Array.from({ length: people }, () => new View());
  const screens: { readonly said: Written; readonly before: readonly Written[] }[] = [];
  let side: number[] = Array.from({ length: people }, () => 0);
  let now = 30_000 * day;
  let lifted = 0;
  const wall = (who: number): number => Math.floor(now + (skews[who] ?? 0));
  const limit = (who: number): number => wall(who) + limits.clockAhead;
  const write = (who: number): void => {
    const view = views[who] as View;
    view.release(logs, limit(who));
    const log = logs[who] as Hlc[];
    if (who === hostile) {
      const lies = [2 * worst + between(-130, 130) * second, worst, 3650 * day, -3650 * day, 2 * hour, 3 * worst, 0];
      log.push({ ms: Math.floor(pick([...lies.map((lie) => now + lie), 2 ** 47])), count: 0 });
    } else {
      const clock = nextClock(wall(who), view.followed(who));
      lifted = Math.max(lifted, clock.ms - wall(who));
      screens.push({ said: { author: who, seq: log.length }, before: view.onScreen(who) });
      log.push(clock);
    }
    view.take(logs, who, log.length, limit(who));
    for (const [other, each] of views.entries())
      if (side[other] === side[who] && chance(0.9)) each.take(logs, who, log.length, limit(other));
  };
  for (let step = 0; step < 120; step++) {
    now += pick([1, 5, 5, 30, 300, 3600]) * second * between(0, 1);
    if (jumping && chance(0.08)) {
      const who = random.nextInt(attacked ? people - 1 : people);
      skews[who] = pick([skewed(), -3650 * day]);
    }
    const what = between(0, 1);
    if (what < 0.07) side = side.map(() => random.nextInt(2));
    else if (what < 0.17) side = side.map(() => 0);
    else if (what < 0.55) {
      const [to, from] = [random.nextInt(people), random.nextInt(people)];
      if (to === from || side[to] !== side[from]) continue;
      for (const author of logs.keys()) {
        const there = views[from]?.held[author] ?? 0;
        if (chance(0.6)) views[to]?.take(logs, author, chance(0.3) ? random.nextInt(there + 1) : there, limit(to));
      }
    } else write(random.nextInt(people));
  }
  // with everybody everything is the same in the end
  const order = logs
    .flatMap((log, author) =>
      effectiveClocks(log.map((clock) => ({ clock }))).map((clock, seq) => ({ clock, seq, author: keyOf(author) })),
    )
    .toSorted(compareOrder);
  const places = new Map(order.map(({ author, seq }, place) => [author + seq, place]));
  const placeOf = ({ author, seq }: Written): number => places.get(keyOf(author) + seq) ?? -1;
  const pairs = screens.flatMap(({ said, before }) => before.map((seen) => placeOf(seen) < placeOf(said)));
  return { pairs: pairs.length, wrong: pairs.filter((right) => !right).length, lifted };
};

describe('no answer ever stands above what its author had on screen', () => {
  test.each<[string, Kind]>([
    ['clocks off by up to 26 hours', { attacked: false, corrected: false, jumping: false }],
    ['clocks within two minutes', { attacked: false, corrected: true, jumping: false }],
    ['clocks off, and a hostile one', { attacked: true, corrected: false, jumping: false }],
    ['clocks within two minutes, and a hostile one', { attacked: true, corrected: true, jumping: false }],
    ['clocks that jump by hours and ten years', { attacked: false, corrected: false, jumping: true }],
    ['clocks that jump, and a hostile one', { attacked: true, corrected: false, jumping: true }],
  ])('%s', (_, kind) => {
    let pairs = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const outcome = history(seed, kind);
      expect([seed, outcome.wrong]).toEqual([seed, 0]);
      // no honest stamp is further ahead of its author's clock, where that goes on
      if (!kind.jumping) expect(outcome.lifted).toBeLessThanOrEqual(limits.clockAhead + 1);
      pairs += outcome.pairs;
    }
    expect(pairs).toBeGreaterThan(50_000);
  });
});
