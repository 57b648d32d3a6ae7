import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, failureOf, Flows, Later, wait, type Flow } from '../../../../common/base/index.ts';

let flows: Flows;
let asked: { readonly what: string; readonly answer: Later<string> }[];
/** What is answered inside the ask. */
let known: Map<string, string | AppError>;
beforeEach(() => {
  flows = new Flows();
  asked = [];
  known = new Map();
});

const ask = (what: string): Later<string> => {
  const answer = new Later<string>();
  asked.push({ what, answer });
  const said = known.get(what);
  if (said instanceof AppError) answer.fail(said);
  else if (said !== undefined) answer.resolve(said);
  return answer;
};
const answer = (what: string, said: string): void => {
  for (const one of asked) if (one.what === what) one.answer.resolve(said);
};
const result = (later: Later<unknown>): unknown => {
  const { outcome } = later;
  if (outcome === undefined) return 'open';
  return outcome.ok ? outcome.value : outcome.error.code;
};
const refusal = new AppError('ROOM_FULL', 'no');

function* inTurn(...all: string[]): Flow<string[]> {
  const said: string[] = [];
  for (const what of all) said.push(yield* wait(ask(what)));
  return said;
}

test('one thing is asked after the other, each when the last is answered', () => {
  const story = flows.run(inTurn('a', 'b'));
  expect([asked.length, result(story)]).toEqual([1, 'open']);
  answer('a', '1');
  expect([asked.length, result(story)]).toEqual([2, 'open']);
  answer('b', '2');
  expect(result(story)).toEqual(['1', '2']);
});

test('an answer that comes inside the ask is taken like any other, however many of them', () => {
  for (let i = 0; i < 100_000; i++) known.set(`${i}`, 'at once');
  known.delete('500');
  const story = flows.run(inTurn(...Array.from({ length: 100_000 }, (_, i) => `${i}`)));
  expect([asked.length, result(story)]).toEqual([501, 'open']);
  answer('500', 'then');
  expect(asked.length).toBe(100_000);
  expect((result(story) as string[]).slice(499, 502)).toEqual(['at once', 'then', 'at once']);
});

test('a refusal goes through all that waits for it, to whoever can do without', () => {
  known.set('b', refusal);
  function* outer(): Flow<string> {
    const failed = yield* failureOf(inTurn('a', 'b', 'c'));
    return `${failed?.code}, ${yield* wait(ask('d'))}`;
  }
  const [all, some] = [flows.run(inTurn('b', 'c')), flows.run(outer())];
  answer('a', '1');
  answer('d', 'on');
  expect([result(all), result(some)]).toEqual(['ROOM_FULL', 'ROOM_FULL, on']);
  expect(asked.map(({ what }) => what)).toEqual(['b', 'a', 'b', 'd']);
});

test('a defect reaches whoever made the flow go on, and nobody takes it for a refusal', () => {
  const story = flows.run(broken());
  expect(() => answer('a', '1')).toThrow(TypeError);
  expect(result(story)).toBe('open');
});

function* broken(): Flow<unknown> {
  return yield* failureOf(defect());
}

function* defect(): Flow<void> {
  yield* wait(ask('a'));
  throw new TypeError('undefined is not a function');
}

describe('one flow for a key', () => {
  test('answers all who ask while it is under way; after that it runs again', () => {
    const underWay = new Map<string, Later<string[]>>();
    const join = (): Later<string[]> => flows.once(underWay, 'room', () => inTurn('a'));
    const both = [join(), join()];
    expect([asked.length, underWay.has('room')]).toEqual([1, true]);
    answer('a', '1');
    expect([...both.map(result), underWay.size]).toEqual([['1'], ['1'], 0]);
    expect(result(join())).toBe('open');
    expect(asked.length).toBe(2);
  });

  test('is under way from its first step', () => {
    const underWay = new Map<string, Later<boolean>>();
    const seen = flows.once(underWay, 'room', function* () {
      yield* wait(Later.of(1));
      return underWay.has('room');
    });
    expect([result(seen), underWay.size]).toEqual([true, 0]);
  });
});

describe('disposing', () => {
  test('ends a flow where it waits: it does not go on, lets go of what it holds, and is answered with OFFLINE', () => {
    let held = 1;
    function* holding(): Flow<void> {
      try {
        yield* inTurn('a', 'b');
      } finally {
        held--;
      }
    }
    const story = flows.run(holding());
    flows.dispose();
    expect([result(story), held]).toEqual(['OFFLINE', 0]);
    answer('a', '1');
    expect(asked.length).toBe(1);
  });

  test('is no refusal that a flow could go on after', () => {
    const inner = flows.run(inTurn('a'));
    const gone: unknown[] = [];
    function* outer(): Flow<void> {
      gone.push(yield* failureOf(wait(inner)));
    }
    const story = flows.run(outer());
    flows.dispose();
    expect([result(inner), result(story), gone]).toEqual(['OFFLINE', 'OFFLINE', []]);
  });

  test('by a flow itself ends it after that step', () => {
    function* last(): Flow<void> {
      yield* wait(ask('a'));
      flows.dispose();
      yield* wait(ask('b'));
    }
    const story = flows.run(last());
    answer('a', '1');
    answer('b', '2');
    expect([result(story), asked.length]).toEqual(['OFFLINE', 2]);
  });

  test('is for good', () => {
    flows.dispose();
    expect([result(flows.run(inTurn('a'))), asked.length]).toEqual(['OFFLINE', 0]);
  });
});
