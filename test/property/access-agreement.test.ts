import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import {
  Engine,
  messageOffers,
  pageOffers,
  trackerAnswer,
  treeOffers,
  type Answer,
  type HeldRoom,
} from '../support/access-answers.ts';
import { cases } from '../support/fixed-seed.ts';
import { LogWriter } from '../support/log-writer.ts';
import type { TestDevice } from '../support/people.ts';
import { history, people } from '../support/random-history.ts';
import type { TestGroup } from '../support/test-group.ts';

// Engine, tracker, page and trees are asked the same about rooms with random histories, and answer the same.

const certificates = people.flatMap((person) => [person.device(0).certificate, person.device(1).certificate]);

/** Everybody has said something once. */
const held = (group: TestGroup, delivered: boolean): HeldRoom => ({
  group,
  delivered,
  certificates,
  messages: people.map((person, n) => new LogWriter(person.device(0), group.room).say(`message ${n}`, 1000 + n)),
});

const heldRoom = fc.tuple(history, fc.boolean()).map((drawn) => held(...drawn));
const asked = fc.record({ room: heldRoom, who: fc.constantFrom(...people) });

const engineAnswer = (room: HeldRoom, me: TestDevice, ask: (engine: Engine) => Answer): Answer => {
  using engine = new Engine(room, me);
  return ask(engine);
};

/** What was met: a property over rooms that are all alike would prove nothing. */
class Met {
  readonly #seen = new Set<string>();

  note(question: string, answer: Answer): void {
    this.#seen.add(`${question} ${answer}`);
  }

  get all(): string[] {
    return [...this.#seen].toSorted();
  }
}

const isAllGranted = ({ group }: HeldRoom): boolean => {
  const { members, granted } = group.membership();
  return granted.size === members.size - 1;
};

test('who may join, leave and delete a room', { timeout: 120_000 }, async () => {
  const met = new Met();
  await fc.assert(
    fc.asyncProperty(asked, async ({ room, who }) => {
      const me = who.device(0);
      for (const verb of ['joinRoom', 'leaveRoom', 'deleteRoom'] as const) {
        const answer = engineAnswer(room, me, (engine) => engine.ask(verb));
        const byTracker = await trackerAnswer(verb, room, me);
        // whoever pushes into a full room may take a seat that the owner has not granted yet; whoever asks first does not
        if (answer !== 'ROOM_FULL' || byTracker !== 'OK') expect(byTracker, verb).toBe(answer);
        else expect(isAllGranted(room)).toBe(false);
        met.note(verb, answer);
      }
    }),
    cases(150),
  );
  expect(met.all).toEqual([
    'deleteRoom NOT_OWNER',
    'deleteRoom OK',
    'joinRoom BANNED',
    'joinRoom INVITE_INVALID',
    'joinRoom OK',
    'joinRoom ROOM_CLOSED',
    'joinRoom ROOM_FULL',
    'leaveRoom NOT_MEMBER',
    'leaveRoom OK',
    'leaveRoom OWNER_CANNOT_LEAVE',
    'leaveRoom ROOM_CLOSED',
  ]);
});

test('what page and trees offer of a room is what the engine does', { timeout: 120_000 }, () => {
  const met = new Met();
  fc.assert(
    fc.property(asked, ({ room, who }) => {
      const me = who.device(0);
      using engine = new Engine(room, me);
      const { shown } = engine;
      if (shown === undefined) return;
      const leaves = engineAnswer(room, me, (other) => other.ask('leaveRoom'));
      expect(pageOffers(shown).includes('Leave Room…')).toBe(leaves === 'OK');
      expect(treeOffers(shown).includes('leave')).toBe(leaves === 'OK');
      met.note('leave', leaves);
      // once more does no harm, and is not offered
      const deletes =
        shown.readOnly === 'closed' ? 'ROOM_CLOSED' : engineAnswer(room, me, (other) => other.ask('deleteRoom'));
      expect(pageOffers(shown).includes('Delete Room…')).toBe(deletes === 'OK');
      expect(treeOffers(shown).includes('delete')).toBe(deletes === 'OK');
      met.note('delete', deletes);
    }),
    cases(150),
  );
  expect(met.all).toEqual([
    'delete NOT_OWNER',
    'delete OK',
    'delete ROOM_CLOSED',
    'leave NOT_MEMBER',
    'leave OK',
    'leave OWNER_CANNOT_LEAVE',
    'leave ROOM_CLOSED',
  ]);
});

const verbs = [
  ['edit', 'Edit'],
  ['react', 'Add Reaction…'],
  ['deleteMessage', 'Delete'],
] as const;

test('what the page offers of a message is what the engine does', { timeout: 120_000 }, () => {
  const met = new Met();
  fc.assert(
    fc.property(asked, ({ room, who }) => {
      const me = who.device(0);
      using engine = new Engine(room, me);
      const { shown, rows } = engine;
      if (shown === undefined) return;
      expect(rows).toHaveLength(people.length);
      const offers = messageOffers(shown, rows, me.certificate);
      const sends = engineAnswer(room, me, (other) => other.send());
      met.note('send', sends);
      for (const row of rows) {
        const offered = offers.get(row.id)?.map((label) => (label === 'Delete for Everyone…' ? 'Delete' : label));
        expect(offered?.includes('Reply')).toBe(sends === 'OK');
        for (const [verb, label] of verbs) {
          const answer = engineAnswer(room, me, (other) => other.askOf(verb, row));
          expect(offered?.includes(label), `${verb} of a message, ${ownership(row)}`).toBe(answer === 'OK');
          met.note(`${verb}, ${ownership(row)}`, answer);
        }
      }
    }),
    cases(60),
  );
  expect(met.all).toEqual([
    'deleteMessage, mine NOT_MEMBER',
    'deleteMessage, mine OK',
    'deleteMessage, mine ROOM_CLOSED',
    'deleteMessage, of others NOT_AUTHOR',
    'deleteMessage, of others NOT_MEMBER',
    'deleteMessage, of others OK',
    'deleteMessage, of others ROOM_CLOSED',
    'edit, mine NOT_MEMBER',
    'edit, mine OK',
    'edit, mine ROOM_CLOSED',
    'edit, of others NOT_AUTHOR',
    'edit, of others NOT_MEMBER',
    'edit, of others ROOM_CLOSED',
    'react, mine NOT_MEMBER',
    'react, mine OK',
    'react, mine ROOM_CLOSED',
    'react, of others NOT_MEMBER',
    'react, of others OK',
    'react, of others ROOM_CLOSED',
    'send NOT_MEMBER',
    'send OK',
    'send ROOM_CLOSED',
  ]);
});

const ownership = ({ own }: Row): string => (own ? 'mine' : 'of others');
