import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asHex, type AuthorKey } from '../../common/model/index.ts';
import { Unread } from '../../src/chat/core/own-devices/unread.ts';

const authors = ['aa', 'bb'].map((pair) => asHex<AuthorKey>(pair.repeat(64)));
const author = fc.constantFrom(...authors);
const seq = fc.integer({ min: 0, max: 30 });
const step = fc.oneof(
  fc.record({ what: fc.constant('add' as const), author, seq, mention: fc.boolean() }),
  fc.record({ what: fc.constant('raise' as const), author, seq }),
  fc.record({ what: fc.constant('remove' as const), author, seq }),
);

test('is a set of messages for each log, in whatever order they come, are read or deleted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), author, (steps, mine) => {
      const unread = new Unread();
      const model = new Map(authors.map((one) => [one, new Map<number, boolean>()]));
      for (const one of steps) {
        const log = model.get(one.author) ?? new Map<number, boolean>();
        if (one.what === 'add') {
          // an entry never changes what it says
          const mention = log.get(one.seq) ?? one.mention;
          unread.add(one.author, one.seq, mention);
          log.set(one.seq, mention);
        } else if (one.what === 'raise') {
          unread.advance(one.author, one.seq);
          for (const known of log.keys()) if (known < one.seq) log.delete(known);
        } else {
          unread.remove(one.author, one.seq);
          log.delete(one.seq);
        }
      }
      const others = [...model].filter(([name]) => name !== mine).flatMap(([, log]) => [...log.values()]);
      expect(unread.count((name) => name === mine)).toEqual({
        messages: others.length,
        mentions: others.filter(Boolean).length,
      });
      const firsts = [...model].flatMap(([name, log]) =>
        log.size === 0 ? [] : [{ author: name, seq: Math.min(...log.keys()) }],
      );
      expect(unread.firsts().toSorted((a, b) => (a.author < b.author ? -1 : 1))).toEqual(firsts);
    }),
  );
});

test('of very many in one log the newest are counted', () => {
  const [log] = authors as [AuthorKey];
  const unread = new Unread();
  for (let n = 0; n < 10_100; n++) unread.add(log, n, false);
  const count = (): number => unread.count(() => false).messages;
  expect(count()).toBe(10_000);
  unread.advance(log, 10_090);
  expect(count()).toBe(10);
});
