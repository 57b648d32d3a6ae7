import type { Row } from '../../../common/model/index.ts';
import type { Snapshot } from '../../../common/protocol/view/index.ts';
import {
  ana,
  bruno,
  carla,
  connected,
  diego,
  event,
  group,
  minute,
  noon,
  row,
  snapshot,
} from '../../support/view-samples.ts';
import { conversations } from './conversations.ts';
import { answered, deliveredTo, neverArrived, readByMany } from './receipts.ts';

const yesterday = noon - 24 * 60 * minute;
const everybody = [bruno, carla, diego];

const talk: readonly Row[] = [
  event('created', bruno, yesterday),
  event('joined', ana, yesterday + minute),
  event('joined', carla, yesterday + 2 * minute),
  event('joined', diego, yesterday + 3 * minute),
  row(
    bruno,
    'Hole punching works behind the lab router. Of 40 simulated pairs, 37 went direct and 3 stayed on the relay.',
    yesterday + 10 * minute,
  ),
  row(
    bruno,
    'The relay stays open until the punched link has carried three frames, so nobody sees a gap.',
    yesterday + 11 * minute,
  ),
  row(carla, 'That explains the second HELLO in my capture. Not a bug then.', yesterday + 19 * minute),
  row(diego, 'After hibernation my Windows machine redials twice.', noon - 60 * minute),
  row(
    carla,
    'Proposal for the redial delay, full jitter instead of the fixed five seconds:\n\nceiling = min(30_000, 500 * 2 ** attempt)\nwait    = random() * ceiling',
    noon - 40 * minute,
  ),
  event('left', diego, noon - 30 * minute),
  row(ana, 'Looking. The guard belongs before clearTimeout, not after it.', noon - 20 * minute, {
    delivery: { n: 3, m: 3, users: everybody, readBy: everybody, at: { [diego.identity]: noon } },
  }),
  row(ana, 'Fix is on ana/timer-jump, please try it on the laptop.', noon - 19 * minute, {
    delivery: deliveredTo,
  }),
  row(ana, 'I also raised the test timeout.', noon - 18 * minute, {
    delivery: { n: 0, m: 3, users: [], open: everybody },
  }),
  row(bruno, 'Trying it now.', noon - 5 * minute),
  row(bruno, 'Two sleeps, one redial each. It holds.', noon - 4 * minute),
];

/** A long history, of which the page holds the end. */
export const past: readonly Row[] = Array.from({ length: 900 }, (_, n) =>
  row(
    [bruno, carla, ana][n % 3] ?? ana,
    `Measurement ${n}: the redial took ${(n * 37) % 400} ms.`,
    yesterday - (900 - n) * 7 * minute,
  ),
);

const fence = '```';

/** Everything that a message may hold. */
const rich: readonly Row[] = [
  row(
    bruno,
    `## Redial, third try

The guard belongs before \`clearTimeout\`, **not** *after* it; ~~five seconds~~ are gone. See [the notes](https://example.org/notes) and https://example.org/issues/12.

1. full jitter
2. stop when revoked
   - and say so
   - once
3. never twice

- [x] punch
- [ ] write it down

> Nobody sees a gap.
> > Nobody saw the last one either.

| route | pairs | share |
|---|--:|:-:|
| direct | 37 | 92 % |
| relay | 3 | 8 % |

---

![the graph](https://example.org/graph.png)`,
    noon,
  ),
  row(
    carla,
    `${fence}ts\n// full jitter instead of the fixed five seconds\nexport const wait = (attempt: number, random: () => number): number => {\n  const ceiling = Math.min(30_000, 500 * 2 ** attempt);\n  return random() * ceiling; // "never" twice\n};\n${fence}\n\nand what it looks like if somebody cheats:\n\n${fence}python\nif access_level != "user\u202e \u2066# check\u2069 \u2066":\n    print("zero\u200bwidth", 42, True)\n${fence}`,
    noon + minute,
  ),
  row(
    ana,
    `${fence}json\n{\n${Array.from({ length: 30 }, (_, n) => `  "key${n}": ${n}`).join(',\n')}\n}\n${fence}`,
    noon + 2 * minute,
    { delivery: deliveredTo },
  ),
];

const first = row(bruno, 'The relay stays open until the punched link has carried three frames.', noon);
/** People call and answer each other. */
const calls: readonly Row[] = [
  first,
  row(carla, 'That explains the second `HELLO` in my capture.', noon + 6 * minute, {
    quote: { id: first.id, author: bruno, content: first.content ?? '' },
  }),
  row(bruno, '@Ana Lima could you look at the timer here? After sleep it fires twice.', noon + 12 * minute, {
    mentions: [ana],
  }),
  row(
    diego,
    'Same on Windows, after hibernation. Ask @Carla Pires, **@Bruno Sato** or `@Ana Lima`.',
    noon + 18 * minute,
    {
      quote: { id: 'f'.repeat(64) },
      mentions: [carla, bruno, ana],
    },
  ),
  row(ana, '@Bruno Sato looking. The guard belongs before `clearTimeout`.', noon + 19 * minute, {
    quote: { id: first.id, author: diego, content: 'Same on Windows, after hibernation. '.repeat(6) },
    mentions: [bruno],
    delivery: {
      n: 2,
      m: 3,
      users: [bruno, carla],
      readBy: [bruno],
      open: [diego],
      at: { [bruno.identity]: noon },
    },
  }),
];

/** What came late, what is not here, and a clock ten years ahead. */
const disorder: readonly Row[] = [
  row(bruno, 'The relay stays open until three frames have crossed.', noon),
  row(carla, 'I am on the train; this goes out when there is a signal.', noon + 3 * minute, {
    viaCatchUp: true,
    lateArrival: { at: noon + 24 * minute, deliveredBy: diego },
  }),
  row(diego, 'Mine too.', noon + 4 * minute, {
    viaCatchUp: true,
    lateArrival: { at: noon + 24 * minute, deliveredBy: diego },
  }),
  row(bruno, 'Everybody back?', noon + 12 * minute),
  row(ana, 'Yes.', noon + 14 * minute, {
    delivery: deliveredTo,
  }),
];

/** Edited, reacted to, deleted, and a reply to what is gone. */
const amended: readonly Row[] = [
  row(bruno, 'Which timeout do we take?', noon - 9 * minute, { edited: noon - 8 * minute }),
  row(carla, 'Thirty seconds, as everywhere.', noon - 7 * minute, {
    reactions: [
      { emoji: '👍', count: 2, users: ['Ana Lima', 'Bruno Sato'], mine: true },
      { emoji: '🎉', count: 23, users: ['Diego Alencar'], mine: false },
    ],
  }),
  event('deleted', diego, noon - 6 * minute),
  row(ana, 'Agreed. Thrity secnods it is.', noon - 5 * minute, {
    quote: { id: 'e'.repeat(64), author: diego, deleted: true },
  }),
];

/** Another person of that name. */
const otherBruno = { ...bruno, identity: '9e'.repeat(32) };

/** The states that are worth a look. */
export const states = {
  amended: snapshot({ rows: amended }),
  deleting: snapshot({ rows: amended, deleting: amended.filter(({ own }) => own).map(({ id }) => id) }),
  disorder: snapshot({
    header: {
      ...group,
      gaps: [
        { author: bruno, count: 2, holders: [carla], before: disorder[3]?.order ?? '' },
        { author: carla, count: 1, holders: [], before: disorder[3]?.order ?? '' },
        { author: diego, count: 1, holders: [], before: disorder[4]?.order ?? '' },
      ],
      aside: [{ author: diego, count: 3, at: Date.UTC(2036, 10, 29) }],
    },
    rows: disorder,
  }),
  room: snapshot({ rows: talk, conversations }),
  unread: snapshot({ rows: talk, newSince: { order: talk[13]?.order ?? '', at: talk[13]?.at ?? 0 } }),
  long: snapshot({ rows: past.slice(-200), hasOlder: true }),
  unreadAbove: snapshot({
    rows: past.slice(-200),
    hasOlder: true,
    newSince: { order: past[1]?.order ?? '', at: past[1]?.at ?? 0 },
  }),
  namesakes: snapshot({
    header: { ...group, members: [...group.members, { ...otherBruno, presence: 'online', owner: false }] },
    namesakes: [bruno, otherBruno].map(({ identity }) => identity),
    rows: [row(bruno, 'The real one.', noon), row(otherBruno, 'So am I.', noon + minute)],
  }),
  rich: snapshot({ rows: rich, canInsert: true }),
  calls: snapshot({ header: { ...group, muted: true }, rows: calls }),
  empty: snapshot({
    header: { ...group, mine: true, members: group.members.slice(1, 2), links: 0 },
    rows: [event('created', ana, noon)],
  }),
  direct: answered,
  trouble: snapshot({
    rows: talk.slice(-5),
    connection: {
      ...connected,
      state: 'waiting',
      retryAt: Date.now() + 3_600_000,
      cause: 'TRACKER_UNREACHABLE',
    },
  }),
  offline: snapshot({
    header: { ...group, links: 0 },
    rows: talk.slice(-5),
    connection: { ...connected, state: 'offline', cause: 'BAD_CREDENTIALS' },
  }),
  readByMany,
  closed: snapshot({
    header: { ...group, readOnly: 'closed' },
    rows: [...talk.slice(-2), neverArrived, event('closed', bruno, noon)],
  }),
  setUp: snapshot({ screen: 'setUp' }),
  signIn: snapshot({ screen: 'signIn' }),
  otherWindow: snapshot({ screen: 'otherWindow' }),
  notConnected: snapshot({ screen: 'closed' }),
  newerData: snapshot({ screen: 'closed', failure: 'NEWER_DATA' }),
  loading: snapshot({ screen: 'loading' }),
  pick: snapshot({ screen: 'pick', conversations }),
  left: snapshot({ rows: talk, header: { ...group, readOnly: 'left' } }),
  pickNone: snapshot({ screen: 'pick' }),
} satisfies Record<string, Snapshot>;
