import { expect, test } from 'vitest';
import { AppError, Later } from '../../../../common/base/index.ts';

const refusal = new AppError('ROOM_FULL', 'no');

/** What a listener of it hears, in order. */
const heard = <T>(later: Later<T>): unknown[] => {
  const all: unknown[] = [];
  later.listen(
    (value) => all.push(value),
    ({ code }) => all.push(code),
  );
  return all;
};

test('each listener hears once, before or after, inside the call that settles it', () => {
  const later = new Later<number>();
  const before = [heard(later), heard(later)];
  expect(before).toEqual([[], []]);
  later.resolve(3);
  expect([...before, heard(later)]).toEqual([[3], [3], [3]]);
});

test('only the first outcome counts', () => {
  const later = new Later<number>();
  const all = heard(later);
  later.fail(refusal);
  later.resolve(1);
  later.fail(new AppError('OFFLINE', 'too late'));
  expect([all, later.outcome]).toEqual([['ROOM_FULL'], { ok: false, error: refusal }]);
});

test('undefined is an answer like any other', () => {
  expect(heard(Later.of(undefined))).toEqual([undefined]);
});

test('what a value is made into may be a refusal; an error stays what it is', () => {
  expect(heard(Later.of(4).map(double))).toEqual([8]);
  expect(heard(Later.of(10).map(double))).toEqual(['ROOM_FULL']);
  expect(heard(Later.failed<number>(new AppError('OFFLINE', 'no')).map(double))).toEqual(['OFFLINE']);
});

test('a defect is no refusal, wherever it is thrown', () => {
  expect(() => Later.of(1).map(broken)).toThrow(TypeError);
  expect(() => Later.try(broken)).toThrow(TypeError);
  expect(() =>
    Later.try(() => {
      throw new AppError('INTERNAL', 'this cannot be');
    }),
  ).toThrow('this cannot be');
});

test('an answer at once, one that comes, and a refusal at once are taken alike', () => {
  const coming = new Later<string>();
  const all = [Later.try(() => 'now'), Later.try(() => coming), Later.try(() => refuse())].map(heard);
  coming.resolve('later');
  expect(all).toEqual([['now'], ['later'], ['ROOM_FULL']]);
});

/** Of a digit. */
const double = (n: number): number => {
  if (n > 9) throw refusal;
  return 2 * n;
};

const broken = (): never => {
  throw new TypeError('undefined is not a function');
};

const refuse = (): never => {
  throw refusal;
};

test('what calls back answers with a value or an error', () => {
  let answer: ((result: number | AppError) => void) | undefined;
  const all = [heard(Later.from<number>((done) => void (answer = done))), heard(Later.from((done) => done(refusal)))];
  answer?.(5);
  answer?.(6);
  expect(all).toEqual([[5], ['ROOM_FULL']]);
});
