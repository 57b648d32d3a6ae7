import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryId, FindQuery, PagedEntry, StoredEntry } from '../../common/model/index.ts';
import { LogWriter } from '../support/log-writer.ts';
import { testPerson } from '../support/people.ts';
import { append, genesisOf, groups, other, room, stores, wholePage, type Opened } from '../support/stores.ts';
import { TestGroup } from '../support/test-group.ts';

const ana = testPerson(1, 'ana');
const bia = testPerson(2, 'bia');
const carla = testPerson(3, 'carla');
const devices = [ana.device(0), ana.device(1), bia.device(0), carla.device(0)];
const owned = new TestGroup(carla.device(0));
const certificates = devices.map(({ certificate }) => certificate.bytes);

describe.each(stores)('what is said about entries, in a store, %s', (_, make) => {
  let place: ReturnType<typeof make>;
  let store: Opened;
  let desk: LogWriter;
  let laptop: LogWriter;
  let bias: LogWriter;
  beforeEach(async () => {
    place = make();
    store = await place.open();
    const [first, second, third] = devices as [(typeof devices)[0], (typeof devices)[0], (typeof devices)[0]];
    desk = new LogWriter(first, room);
    laptop = new LogWriter(second, room);
    bias = new LogWriter(third, room);
    keep([]);
  });
  afterEach(async () => {
    await place.close(store);
    place.remove();
  });

  const keep = (entries: readonly StoredEntry[]): void =>
    expect(append(store, { ...groups, certificates, entries })).toBeUndefined();
  const find = (query: FindQuery): readonly PagedEntry[] => store.find(query);
  const about = (...ids: EntryId[]): readonly PagedEntry[] => store.about({ room, ids });
  const words = (id: EntryId): string[] =>
    about(id)
      .map(({ about: word, entry }) => `${word?.kind} ${entry.clock.ms}`)
      .toSorted();
  const textOf = ({ entry }: StoredEntry): string | undefined => {
    const [found] = find({ room, ids: [entry.id] });
    return found?.entry.body === undefined ? undefined : new TextDecoder().decode(found.entry.body);
  };

  test('it is no line of its own, and its place can be paged from', async () => {
    const [one, two] = [desk.say('one', 10), bias.say('two', 30)];
    const edit = desk.edit(one.entry.id, 'one!', 20);
    keep([one, edit, two, bias.react(one.entry.id, '👍', true, 40)]);
    const ids = wholePage(store, { kinds: 'all' }).entries.map(({ entry }) => entry.id);
    expect(ids).toEqual([one.entry.id, two.entry.id]);
    expect(wholePage(store, { limit: 1 })).toMatchObject({ hasOlder: true, hasNewer: false });
    const after = wholePage(store, { place: { after: edit.entry.id } });
    expect(after.entries.map(({ entry }) => entry.id)).toEqual([two.entry.id]);
  });

  test('of each device the newest edit and the newest word on each emoji are told, with their place', async () => {
    const one = desk.say('one', 10);
    const { id } = one.entry;
    keep([one, desk.edit(id, 'a', 20), desk.edit(id, 'b', 30), laptop.edit(id, 'c', 25)]);
    keep([bias.react(id, '👍', true, 40), bias.react(id, '👍', false, 41), bias.react(id, '🎉', true, 42)]);
    expect(words(id)).toEqual(['EDIT 25', 'EDIT 30', 'REACT 41', 'REACT 42']);
    const [first] = about(id);
    expect(first?.order.clock.ms).toBe(first?.entry.clock.ms);
    expect(about()).toEqual([]);
  });

  test('it may come before what it is about, and in another room it is about nothing', async () => {
    const one = desk.say('one', 10);
    const elsewhere = new LogWriter(bia.device(0), other).react(one.entry.id, '👎', true, 5);
    keep([bias.react(one.entry.id, '👍', true, 20), elsewhere]);
    keep([one]);
    expect(words(one.entry.id)).toEqual(['REACT 20']);
  });

  test('a deletion takes the body of the message and of the edits it names, and leaves the chain', async () => {
    const one = desk.say('secret', 10);
    const edits = [desk.edit(one.entry.id, 'secret 1', 20), laptop.edit(one.entry.id, 'secret 2', 30)];
    const unnamed = desk.edit(one.entry.id, 'not named', 40);
    keep([one, ...edits, unnamed]);
    keep([
      desk.remove(
        one.entry.id,
        50,
        edits.map(({ entry }) => entry.id),
      ),
    ]);
    expect([one, ...edits].map(textOf)).toEqual([undefined, undefined, undefined]);
    expect(textOf(unnamed)).toContain('not named');
    const [found] = find({ room, ids: [one.entry.id] });
    expect(found?.entry).toMatchObject({ id: one.entry.id, bodyLength: one.entry.bodyLength });
    expect(wholePage(store, {}).entries).toHaveLength(1);
    expect(words(one.entry.id)).toEqual(['DELETE 50', 'EDIT 30', 'EDIT 40']);
  });

  test('one that comes first keeps the bodies out', async () => {
    const one = desk.say('secret', 10);
    const edit = desk.edit(one.entry.id, 'secret 1', 20);
    keep([laptop.remove(one.entry.id, 50, [edit.entry.id])]);
    keep([one, edit]);
    expect([one, edit].map(textOf)).toEqual([undefined, undefined]);
    expect(find({ ids: [one.entry.id] })).toHaveLength(1);
  });

  test.each(['before', 'after'])('that of another person counts for nothing, %s the message', async (when) => {
    const one = desk.say('mine', 10);
    const edit = desk.edit(one.entry.id, 'mine!', 20);
    const forged = bias.remove(one.entry.id, 30, [edit.entry.id]);
    keep(when === 'before' ? [forged] : [one, edit]);
    keep(when === 'before' ? [one, edit] : [forged]);
    expect(textOf(one)).toContain('mine');
    expect(textOf(edit)).toContain('mine!');
  });

  test.each([
    ['GENESIS', 'message', 'deletion'],
    ['GENESIS', 'deletion', 'message'],
    ['message', 'deletion', 'GENESIS'],
    ['deletion', 'GENESIS', 'message'],
  ] as const)('that of the owner of the room counts: %s, then %s, then %s', async (...order) => {
    const [one, others] = [new LogWriter(bia.device(0), owned.room), new LogWriter(ana.device(0), owned.room)];
    const message = one.say('rude', 10);
    const deletion = new LogWriter(carla.device(0), owned.room).remove(message.entry.id, 30);
    const parts = { GENESIS: genesisOf(owned), message, deletion };
    append(store, { rooms: [{ room: owned.room, kind: 'group' }], certificates });
    for (const part of order) keep([parts[part]]);
    const kept = others.say('kept', 40);
    keep([kept, one.remove(kept.entry.id, 50)]);
    const found = find({ room: owned.room, ids: [message.entry.id, kept.entry.id] });
    expect(found.map(({ entry }) => entry.body !== undefined)).toEqual([false, true]);
  });

  test('whoever writes a GENESIS of his own into the log of a room does not own it', async () => {
    const message = new LogWriter(bia.device(0), owned.room).say('mine', 10);
    const forged = { ...genesisOf(new TestGroup(ana.device(0))), room: owned.room };
    append(store, { rooms: [{ room: owned.room, kind: 'group' }], certificates });
    keep([forged, message, new LogWriter(ana.device(0), owned.room).remove(message.entry.id, 30)]);
    const [found] = find({ room: owned.room, ids: [message.entry.id] });
    expect(found?.entry.body).toBeDefined();
  });

  test('reactions and deletions cannot be deleted, nor a message as an edit of another', async () => {
    const [one, two] = [desk.say('one', 10), desk.say('two', 11)];
    const reaction = desk.react(one.entry.id, '👍', true, 20);
    const deletion = desk.remove(one.entry.id, 30);
    keep([one, two, reaction, deletion]);
    keep([desk.remove(reaction.entry.id, 40), desk.remove(deletion.entry.id, 41)]);
    keep([desk.remove(one.entry.id, 42, [two.entry.id])]);
    expect(textOf(reaction)).toContain('👍');
    expect(textOf(deletion)).toContain('DELETE');
    expect(textOf(two)).toContain('two');
  });

  test('edits of an entry, and the deletions that name one, are found', async () => {
    const one = desk.say('one', 10);
    const edits = [desk.edit(one.entry.id, 'a', 20), bias.edit(one.entry.id, 'forged', 25)];
    keep([one, ...edits]);
    expect(new Set(find({ room, editsOf: one.entry.id }).map(({ entry }) => entry.id))).toEqual(
      new Set(edits.map(({ entry }) => entry.id)),
    );
    const deletion = desk.remove(
      one.entry.id,
      50,
      edits.map(({ entry }) => entry.id),
    );
    keep([deletion]);
    for (const { entry } of [one, ...edits]) {
      const found = find({ room, deletionsOf: [entry.id] });
      expect(found.map(({ entry: { id } }) => id)).toEqual([deletion.entry.id]);
    }
    expect(find({ room, deletionsOf: [deletion.entry.id] })).toEqual([]);
  });

  test('a bare entry is kept as it came, as a line or as an edit', async () => {
    const [one, two] = [desk.say('one', 10), desk.edit(desk.say('x', 11).entry.id, 'e', 12)];
    const middle = new LogWriter(bia.device(0), room);
    const first = middle.say('gone', 10);
    const gone = middle.edit(first.entry.id, 'gone too', 20);
    keep([bare(first), bare(gone), one]);
    expect(two.about?.kind).toBe('EDIT');
    expect(
      wholePage(store, {})
        .entries.map(({ entry }) => entry.id)
        .toSorted(),
    ).toEqual([first, one].map(({ entry }) => entry.id).toSorted());
    expect(words(first.entry.id)).toEqual(['EDIT 20']);
  });

  test('what is unread goes with its body, and says whether it was edited', () => {
    const [one, two] = [desk.say('@bia', 10), desk.say('@bia too', 11)].map((stored) => ({
      ...stored,
      countsAsUnread: true,
      mention: true,
    })) as [StoredEntry, StoredEntry];
    keep([one, two]);
    const mark = { room, author: one.author, seq: 0, mention: true };
    expect(store.load().unread).toMatchObject([{ ...mark, edited: false }, { seq: 1 }]);
    keep([desk.edit(one.entry.id, 'nobody', 15)]);
    expect(store.load().unread).toMatchObject([
      { ...mark, edited: true },
      { seq: 1, edited: false },
    ]);
    keep([desk.remove(one.entry.id, 20)]);
    expect(store.load().unread).toMatchObject([{ seq: 1 }]);
  });
});

const bare = ({ entry, ...rest }: StoredEntry): StoredEntry => {
  const { body: _, ...header } = entry;
  return { ...rest, entry: header };
};
