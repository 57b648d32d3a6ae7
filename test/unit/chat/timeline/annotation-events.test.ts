import { expect, test } from 'vitest';
import { asHex, type FindQuery, type RoomKey, type UnreadMark } from '../../../../common/model/index.ts';
import { silentLogger, toDisposable, type Disposable } from '../../../../common/base/index.ts';
import { ReadMarks } from '../../../../src/chat/core/own-devices/read-marks.ts';
import { UnreadCounts } from '../../../../src/chat/core/own-devices/unread-counts.ts';
import { Certificates } from '../../../../src/chat/core/replication/certificates.ts';
import { Conversations } from '../../../../src/chat/core/replication/conversations.ts';
import { AnnotationEvents } from '../../../../src/chat/core/timeline/annotation-events.ts';
import { Audiences } from '../../../../src/chat/core/timeline/audiences.ts';
import { Memberships } from '../../../../src/chat/core/membership/memberships.ts';
import { Deliveries } from '../../../../src/chat/core/timeline/deliveries.ts';
import { Quotes } from '../../../../src/chat/core/timeline/quotes.ts';
import { ReadRetries } from '../../../../src/chat/core/timeline/read-retries.ts';
import { RowBuilder } from '../../../../src/chat/core/timeline/row-builder.ts';
import { CommitterRig, crypto, me } from '../../../support/committer-rig.ts';
import { testTracker } from '../../../support/tracker-keys.ts';
import { testPerson } from '../../../support/people.ts';

const emit = (): void => {};

const rig = (): {
  readonly asked: number[];
  readonly events: AnnotationEvents;
  readonly turn: () => void;
  readonly room: RoomKey;
} => {
  const { clock, committer } = new CommitterRig();
  let turns: (() => void)[] = [];
  const later = (run: () => void): Disposable => {
    turns.push(run);
    return toDisposable(() => void (turns = turns.filter((one) => one !== run)));
  };
  /** Those that wait now, and none that they ask for. */
  const turn = (): void => {
    for (const run of turns.splice(0)) run();
  };
  const env = { clock, turn: later, logger: silentLogger };
  const certificates = new Certificates(crypto, testTracker);
  const conversations = new Conversations({ crypto }, me);
  const conversation = conversations.direct(testPerson(2, 'bia'));
  const asked: number[] = [];
  const store = {
    find: ({ places = [] }: FindQuery) => {
      asked.push(places.length);
      return [];
    },
    about: () => [],
    range: () => [],
  };
  const quotes = new Quotes(certificates);
  const memberships = new Memberships(me);
  const audiences = new Audiences(me.identity, memberships);
  const deliveries = new Deliveries(env, {
    me,
    store,
    certificates,
    memberships,
    committer,
    audiences,
    mayShowReads: () => true,
    emit,
  });
  const rowBuilder = new RowBuilder({
    me,
    store,
    certificates,
    memberships,
    deliveries,
    quotes,
  });
  const events = new AnnotationEvents({
    env,
    me,
    store,
    certificates,
    memberships,
    conversations,
    unread: new UnreadCounts(new ReadMarks()),
    rowBuilder,
    retries: new ReadRetries(env),
    emit,
    onChanged: () => {},
    onLateEdits: () => {},
  });
  return { asked, events, turn, room: conversation?.room ?? asHex<RoomKey>('') };
};

const marks = (room: RoomKey, count: number, edited: boolean): UnreadMark[] =>
  Array.from({ length: count }, (_, seq) => ({ room, author: me.author, seq, mention: false, edited }));

test('edited messages that are unread are looked up at the start 256 at a time, a turn each', () => {
  const { asked, events, turn, room } = rig();
  events.load({ unread: [...marks(room, 600, true), ...marks(room, 1000, false)] });
  expect(asked).toEqual([256]);
  turn();
  expect(asked).toEqual([256, 256]);
  turn();
  expect(asked).toEqual([256, 256, 88]);
  turn();
  expect(asked).toHaveLength(3);
});

test('nothing is looked up when the chat has ended meanwhile', () => {
  const { asked, events, turn, room } = rig();
  events.load({ unread: marks(room, 600, true) });
  events.dispose();
  turn();
  expect(asked).toEqual([256]);
});
