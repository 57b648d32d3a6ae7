import { afterEach, describe, expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import type { HistoryPage } from '../../common/protocol/chat/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

let world: World;
afterEach(() => world.dispose());

const oneWay = 20;
type Team = [ana: ChatMate, bia: ChatMate, caio: ChatMate];

/** Ana has written while Caio was away; Bia has it all, and Ana is gone. */
const afterAbsence = (count: number): { mates: Team; room: RoomKey } => {
  world = new World(1, {
    network: { loss: 0, latency: [oneWay, oneWay], chop: [1_000_000, 1_000_000], queueBytes: 1e7 },
  });
  const { mates, room } = chatTeam(world, 3);
  const [ana, bia, caio] = mates as Team;
  caio.kill('kept', 'reset');
  for (let i = 0; i < count; i++) ana.say(room, `number ${i}`);
  world.run(20_000);
  expect(heldBy(bia)).toBe(count);
  ana.kill('kept', 'silence');
  return { mates: [ana, bia, caio], room };
};

const heldBy = (mate: ChatMate): number => mate.disk.entries.filter(({ kind }) => kind === 'content').length;
const newest = (mate: ChatMate, room: RoomKey): HistoryPage =>
  mate.do('history', { room, limit: 50, kinds: 'content' });
const linked = (mate: ChatMate): boolean => mate.events.some((event) => event.type === 'link' && event.up);
/** Runs until it is so; the milliseconds that took. */
const until = (so: () => boolean, most = 60_000): number => {
  const begin = world.now();
  while (!so()) {
    if (world.now() - begin > most) throw new Error('it has not come');
    world.run(1);
  }
  return world.now() - begin;
};
const restart = (mate: ChatMate): void => {
  mate.events.length = 0;
  mate.start();
  until(() => linked(mate));
};

describe('after a long absence', () => {
  test('10,000 messages come from one who has not written them, the newest first', () => {
    const { mates, room } = afterAbsence(10_000);
    const [, bia, caio] = mates;
    restart(caio);
    // the other side says what it holds: half a round trip; question and answer: one; a commit
    const took = until(() => heldBy(caio) >= 50);
    expect(took).toBeLessThanOrEqual(4 * oneWay + 50);
    const page = newest(caio, room);
    expect(page.rows.map(({ content }) => content)).toEqual(Array.from({ length: 50 }, (_, i) => `number ${9950 + i}`));
    until(() => heldBy(caio) === 10_000);
    expect(caio.history(room).map(({ id }) => id)).toEqual(bia.history(room).map(({ id }) => id));
    world.run(2000);
    expect(caio.disk.entries.map(({ entry }) => entry.id).toSorted()).toEqual(
      bia.disk.entries.map(({ entry }) => entry.id).toSorted(),
    );
  });

  test('a cut in the middle costs a page at most', () => {
    const { mates, room } = afterAbsence(3000);
    const [, bia, caio] = mates;
    const received = (): number => caio.events.filter(({ type }) => type === 'row').length;
    let rows = 0;
    for (let i = 0; i < 5; i++) {
      restart(caio);
      const before = heldBy(caio);
      until(() => heldBy(caio) > before + 300 || heldBy(caio) === 3000);
      rows += received();
      caio.kill('unsyncedLost', 'reset');
      world.run(3000);
    }
    restart(caio);
    until(() => heldBy(caio) === 3000);
    rows += received();
    expect(rows).toBeLessThan(3000 + 6 * 800);
    expect(caio.history(room).map(({ id }) => id)).toEqual(bia.history(room).map(({ id }) => id));
  });

  test('what is said meanwhile is not held up', () => {
    const { mates, room } = afterAbsence(5000);
    const [, bia, caio] = mates;
    restart(caio);
    until(() => heldBy(caio) > 300);
    const hello = bia.write(room, 'hello Caio');
    until(() => newest(caio, room).rows.at(-1)?.id === hello.id, 500);
    expect(heldBy(caio)).toBeLessThan(5000);
    until(() => heldBy(caio) === 5001);
    expect(caio.history(room).map(({ id }) => id)).toEqual(bia.history(room).map(({ id }) => id));
  });
});

const restoredFromBackup = (count: number): { mates: Team; room: RoomKey } => {
  const { mates, room } = afterAbsence(1);
  const [ana, , caio] = mates;
  ana.start();
  world.run(5000);
  const backup = ana.disk.backUp();
  for (let i = 0; i < count; i++) ana.say(room, `since the backup ${i}`);
  world.run(10_000);
  ana.kill('kept', 'reset');
  ana.disk.synced = backup;
  caio.start();
  world.run(5000);
  return { mates, room };
};
const ownSeqs = (mate: ChatMate): number[] =>
  mate.disk.entries
    .filter(({ kind, entry }) => kind === 'content' && entry.device === mate.me.certificate.device)
    .map(({ entry }) => entry.seq)
    .toSorted((a, b) => a - b);

describe('my own log', () => {
  test.each([3, 1000])('is fetched from others before the next write: %i entries', (count) => {
    const { mates, room } = restoredFromBackup(count);
    const [ana, bia, caio] = mates;
    restart(ana);
    // others have not yet said what they hold
    world.run(oneWay + 5);
    const hello = ana.write(room, 'I am back');
    world.run(20_000);
    expect(ownSeqs(ana)).toEqual(Array.from({ length: count + 2 }, (_, i) => i));
    for (const mate of [ana, bia, caio]) {
      const rows = mate.history(room);
      expect(rows.at(-1)?.id).toBe(hello.id);
      expect(rows.map(({ id }) => id)).toEqual(bia.history(room).map(({ id }) => id));
    }
  });

  test('is written on at once by somebody who is alone', () => {
    const { mates, room } = restoredFromBackup(3);
    const [ana, bia, caio] = mates;
    world.cut([ana.host], [bia.host, caio.host], 'drop');
    ana.start();
    const before = world.now();
    ana.write(room, 'alone');
    expect(world.now() - before).toBeLessThan(100);
  });
});
