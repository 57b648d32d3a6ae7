import { expect, test } from 'vitest';
import { check, type Evidence, type SeenEntry, type StoreView } from '../../drills/kit/checker.ts';

const line = (author: string, n: number): SeenEntry => ({
  entry: `id of ${author} ${n}`,
  author,
  content: `${author} ${n}`,
});
const entries = [line('ana', 1), line('bia', 1), line('ana', 2), line('bia', 2)];
const members = ['ana', 'bia'];
const store = (user: string): StoreView => ({ user, entries, members, integrity: 'ok' });
const logOf = (user: string): Evidence['logs'][0] => {
  const own = entries.filter(({ author }) => author === user);
  return {
    user,
    asked: own.map(({ content }) => content),
    sent: new Map(own.map(({ entry, content }) => [entry, content])),
    lives: [entries.slice(0, 2).map(({ entry }) => entry), entries.slice(1).map(({ entry }) => entry)],
  };
};
const sound: Evidence = { logs: [logOf('ana'), logOf('bia')], stores: [store('ana'), store('bia')], members };
const [ana, bia] = sound.logs as [Evidence['logs'][0], Evidence['logs'][0]];
const [first, second, third, fourth] = entries as [SeenEntry, SeenEntry, SeenEntry, SeenEntry];

/** The stores, that of bia changed. */
const stores = (change: Partial<StoreView>): Pick<Evidence, 'stores'> => ({
  stores: [store('ana'), { ...store('bia'), ...change }],
});

test('what is sound is not blamed', () => {
  expect(check(sound)).toEqual([]);
});

test('what was asked for and never reported as sent may be there or not', () => {
  const logs = [
    { ...ana, sent: new Map() },
    { ...bia, asked: [...bia.asked, 'bia 3'] },
  ];
  expect(check({ ...sound, logs })).toEqual([]);
});

const other = { entry: 'made up', author: 'bia', content: 'bia never said this' };
test.each<[string, Partial<Evidence>, string[]]>([
  [
    'one that was reported as sent is missing in one store',
    stores({ entries: [first, second, third] }),
    ['reported as sent by bia and not held by bia: "bia 2"', 'bia and ana see another order from line 4 on'],
  ],
  [
    'one that was reported as sent is missing everywhere',
    { stores: ['ana', 'bia'].map((user) => ({ ...store(user), entries: [second, third, fourth] })) },
    ['ana', 'bia'].map((user) => `reported as sent by ana and not held by ${user}: "ana 1"`),
  ],
  [
    'its text is another one',
    { logs: [{ ...ana, sent: new Map([[first.entry, 'ana 9']]), asked: [...ana.asked, 'ana 9'] }, bia] },
    ['ana', 'bia'].map((user) => `reported as sent by ana and not held by ${user}: "ana 9"`),
  ],
  [
    'one is there twice',
    stores({ entries: [...entries, fourth] }),
    ['twice in the store of bia: id of bia 2', 'bia and ana see another order from line 5 on'],
  ],
  [
    'one is shown as new twice in one life',
    { logs: [ana, { ...bia, lives: [[first.entry, second.entry, first.entry]] }] },
    ['twice shown to bia in life 1: id of ana 1'],
  ],
  [
    'two see another order',
    stores({ entries: [second, first, third, fourth] }),
    ['bia and ana see another order from line 1 on'],
  ],
  [
    'an author’s own order is broken, for everybody alike',
    { stores: ['ana', 'bia'].map((user) => ({ ...store(user), entries: [third, second, first, fourth] })) },
    ['ana', 'bia'].map((user) => `the order of ana is broken at ${user}: "ana 1"`),
  ],
  [
    'something that nobody wrote',
    { stores: ['ana', 'bia'].map((user) => ({ ...store(user), entries: [...entries, other] })) },
    ['ana', 'bia'].map((user) => `held by ${user} and never written: bia: "bia never said this"`),
  ],
  ['a ghost member', stores({ members: [...members, 'eve'] }), ['ghost members at bia: eve']],
  ['a member who is not known', stores({ members: ['bia'] }), ['members missing at bia: ana']],
  ['a damaged database', stores({ integrity: 'page 7' }), ['the database of bia is not sound: page 7']],
])('%s', (_, change, violations) => {
  expect(check({ ...sound, ...change })).toEqual(violations);
});

test('many violations are counted, not all listed', () => {
  const many = Array.from({ length: 50 }, (_, i) => line('ana', i + 10));
  const log = {
    ...ana,
    asked: many.map(({ content }) => content),
    sent: new Map(many.map((one) => [one.entry, one.content])),
  };
  expect(check({ logs: [log], stores: [{ ...store('ana'), entries: [] }], members })).toEqual([
    'reported as sent by ana and not held by ana: "ana 10", "ana 11", "ana 12", "ana 13", "ana 14" and 45 more',
  ]);
});
