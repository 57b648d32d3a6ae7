import { expect, test } from 'vitest';
import { displayTime, encodeBody, type ContentBody } from '../../../../common/log/index.ts';
import type { StoredEntry } from '../../../../common/model/index.ts';
import { log, ana } from '../../../support/stores.ts';

const written = (stamp: number, received: number, body: ContentBody): number => {
  const [stored] = log(ana, 'content', [[stamp]], undefined, [body]);
  return displayTime({ ...(stored as StoredEntry), received });
};
const message = { kind: 'MESSAGE', content: 'x' } as const;

test.each([
  ['its stamp', 1_000_000, 2_000_000, message, 1_000_000],
  ['no later than two minutes after it came', 9_000_000, 2_000_000, message, 2_120_000],
  [
    'what it says of itself, where the stamp was lifted',
    9_000_000,
    2_000_000,
    { ...message, at: 1_990_000 },
    1_990_000,
  ],
  ['that too no later than two minutes after it came', 9_000_000, 2_000_000, { ...message, at: 8_000_000 }, 2_120_000],
  ['its stamp, of an entry that says nothing', 1_000_000, 2_000_000, { kind: 'CLOCK' }, 1_000_000],
] as const)('what is shown is %s', (_, stamp, received, body, expected) =>
  expect(written(stamp, received, body)).toBe(expected),
);

test('a body says at most a time that a stamp could say', () => {
  const bytes = encodeBody({ ...message, at: 2 ** 48 });
  expect(new TextDecoder().decode(bytes)).toContain('281474976710656');
  expect(written(5, 2_000_000, { ...message, at: 2 ** 48 })).toBe(5);
});
