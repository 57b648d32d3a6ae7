import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, linesOf } from '../../../../src/app/headless/lines.ts';
import { cases } from '../../../support/fixed-seed.ts';

const most = 10;

test('lines are the same however the input is cut, and no longer one is given', () => {
  const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x61, 0xe3), { maxLength: 80 });
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(80)), (input, cuts) => {
      const splitter = new LineSplitter(most);
      const ends = [...cuts.toSorted((a, b) => a - b), input.length];
      const taken = ends.flatMap((end, i) => [...splitter.take(Buffer.from(input.slice(ends[i - 1] ?? 0, end)))]);
      const lines = [...taken, ...splitter.end()].map((line) => line?.toString('latin1'));
      const text = Buffer.from(input).toString('latin1');
      const whole = text.split('\n').map((line) => (line.length > most ? undefined : line));
      // after the last end of a line there is no further line
      expect(lines).toEqual(text === '' || text.endsWith('\n') ? whole.slice(0, -1) : whole);
    }),
    cases(1000),
  );
});

async function* breaking(): AsyncGenerator<Buffer> {
  yield Buffer.from('one\ntw');
  throw new Error('EIO');
}

test('an input that breaks has ended', async () => {
  const lines: unknown[] = [];
  for await (const line of linesOf(breaking(), most)) lines.push(line?.toString());
  expect(lines).toEqual(['one', 'tw']);
});

test('of a line that is too long nothing is kept', () => {
  const splitter = new LineSplitter(most);
  const held = Array.from('1234', () => {
    expect([...splitter.take(Buffer.alloc(4))]).toEqual([]);
    return splitter.held;
  });
  expect(held).toEqual([4, 8, 0, 0]);
  expect([...splitter.take(Buffer.from('\nnext\n'))]).toEqual([undefined, Buffer.from('next')]);
});
