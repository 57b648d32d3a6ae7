import { crossings } from './crossings.ts';
import { weights } from './draw-fault.ts';
import type { Stage } from './stage.ts';

const traced = ['dial.failed', 'links.boot', 'links.dead', 'links.duplicate', 'links.better'];

/** What must happen in some seed of a run, or the run is blind there. */
export const mustHappen: readonly string[] = [
  ...Object.keys(weights),
  ...traced,
  ...crossings,
  'an append failed',
  'a clock went back',
  'a commit was not heard of',
  'a sync failed',
  'a disk was said to be slow',
  'a message came late',
  'a message was sent',
  'somebody left',
  'somebody stayed after all',
  'a conversation was pinned',
  'a conversation was muted for a time',
  'somebody spoke to one other',
  'two devices of one person',
];

/** Notes at the end of a run what happened in it. */
export const noteMarks = (stage: Stage): void => {
  const { world, mates, ledger } = stage;
  const marks: [string, boolean][] = [
    ...traced.map((event): [string, boolean] => [event, world.count(event) > 0]),
    ...[...ledger.crossings.seen].map((name): [string, boolean] => [name, true]),
    ['a clock went back', ledger.clockWentBack],
    ['somebody stayed after all', stage.leaves.undone],
    ['two devices of one person', new Set(mates.map(({ me }) => me.certificate.identity)).size < mates.length],
  ];
  for (const { events, sent, shown, disk, composed, lost, wasSlow } of mates) {
    const { conversations } = composed.chat.overview;
    marks.push(
      ['an append failed', events.some(({ type }) => type === 'warning')],
      ['a commit was not heard of', disk.unheard > 0],
      ['a sync failed', lost > 0],
      ['a disk was said to be slow', wasSlow],
      ['a message came late', [...shown.values()].some(({ viaCatchUp }) => viaCatchUp === true)],
      ['a message was sent', sent.size > 0],
      ['a conversation was pinned', conversations.some(({ pinned }) => pinned === true)],
      ['a conversation was muted for a time', conversations.some(({ mutedUntil }) => mutedUntil !== undefined)],
      ['somebody left', conversations.some(({ readOnly }) => readOnly === 'left')],
      ['somebody spoke to one other', conversations.some(({ kind }) => kind === 'direct')],
    );
  }
  for (const [name, happened] of marks) if (happened) world.sometimes(name);
};
