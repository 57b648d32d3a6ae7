import type { Delivery, Row } from '../../../common/model/index.ts';
import type { Snapshot } from '../../../common/protocol/view/index.ts';
import { ana, bruno, carla, diego, direct, group, minute, noon, row, snapshot } from '../../support/view-samples.ts';

/** Two of the three others have it. */
export const deliveredTo: Delivery = { n: 2, m: 3, users: [bruno, carla], open: [diego] };

export const neverArrived: Row = row(ana, 'Written on the train.', noon - minute, {
  delivery: { n: 0, m: 3, users: [], open: [bruno, carla, diego] },
});

const many = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus'].map((username, n) => ({
  username,
  identity: `${n}`.repeat(64),
  presence: 'online' as const,
  owner: false,
}));
const delivery: Delivery = { n: 6, m: 7, users: many.slice(0, 6), readBy: many.slice(0, 5), open: many.slice(6) };

/** More than there is room for faces. */
export const readByMany: Snapshot = snapshot({
  header: { ...group, members: many },
  rows: [row(ana, 'The release is out.', noon, { delivery }), row(ana, 'Please try it.', noon + minute, { delivery })],
});

const yesterday = noon - 24 * 60 * minute;

/** The partner is away. */
export const answered: Snapshot = snapshot({
  header: direct(false),
  rows: [
    row(bruno, 'The parser keeps the comment trivia now. Review whenever you like, no hurry.', yesterday),
    row(ana, 'Tomorrow morning, first thing.', yesterday + 5 * minute, {
      delivery: { n: 1, m: 1, users: [bruno], readBy: [bruno] },
    }),
    row(ana, 'Reviewed. One question: does trivia survive a paste across files?', noon, {
      delivery: { n: 0, m: 1, users: [], open: [bruno] },
    }),
    row(ana, 'No rush, read it when you are back.', noon + minute, {
      delivery: { n: 0, m: 1, users: [], open: [bruno] },
    }),
  ],
});
