import { afterEach, expect, test } from 'vitest';
import { decodeContent } from '../../common/log/index.ts';
import type { EntryId, RoomKey } from '../../common/model/index.ts';
import { chatTeam, type ChatMate } from '../support/sim/chat-team.ts';
import { World } from '../support/world.ts';

let world: World;
afterEach(() => world.dispose());

type Team = [ana: ChatMate, bia: ChatMate, caio: ChatMate];
const minute = 60_000;
const together = (): { mates: Team; room: RoomKey } => {
  world = new World(1, { network: { loss: 0, latency: [10, 10] } });
  const { mates, room } = chatTeam(world, 3);
  return { mates: mates as Team, room };
};
const contents = (mate: ChatMate, room: RoomKey): (string | undefined)[] =>
  mate.history(room).map(({ content }) => content);

test('what was written apart is put where it belongs, and says when it came and through whom', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  ana.write(room, 'all here');
  const cut = world.cut([caio.host], [ana.host, bia.host], 'drop');
  world.run(minute);
  caio.write(room, 'is anybody there?');
  world.run(minute);
  ana.write(room, 'where is Caio?');
  world.run(1000);
  for (const mate of [ana, bia]) mate.do('markRead', { room: room });
  world.run(2 * minute);
  cut.heal();
  world.run(2 * minute);
  for (const mate of mates) expect(contents(mate, room)).toEqual(['all here', 'is anybody there?', 'where is Caio?']);
  const [, late] = bia.history(room);
  expect(late).toMatchObject({
    viaCatchUp: true,
    lateArrival: { deliveredBy: { username: expect.stringMatching(/mate[02]/) } },
  });
  expect(late?.lateArrival?.at).toBeGreaterThan((late?.at ?? 0) + minute);
  // what Caio missed came after everything that he had read
  expect(caio.history(room).map(({ lateArrival }) => lateArrival)).toEqual([undefined, undefined, undefined]);
});

const tenYears = 10 * 365 * 24 * 60 * minute;
const dated = (mate: ChatMate, room: RoomKey) =>
  mate.sees(room).aside?.map(({ author, count }) => [author.username, count]);

test('a clock ten years ahead stands aside and moves nobody, and falls into place when it is set right', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  bia.write(room, 'one');
  world.setWall(caio.host, tenYears);
  caio.write(room, 'from 2036');
  world.run(1000);
  bia.write(room, 'two');
  world.run(1000);
  expect(contents(caio, room)).toEqual(['one', 'two', 'from 2036']);
  for (const mate of [ana, bia]) {
    expect(contents(mate, room)).toEqual(['one', 'two']);
    expect(mate.sees(room).unread).toBe(mate === ana ? 2 : 0);
    expect(dated(mate, room)).toEqual([['mate2', 1]]);
  }
  expect(ana.sees(room).aside?.[0]?.at).toBeGreaterThan(world.now() + tenYears - minute);
  expect(ana.sees(room).lastAt).toBeLessThan((ana.history(room)[0]?.at ?? 0) + minute);
  world.setWall(caio.host, 0);
  caio.write(room, 'the clock is right again');
  world.run(1000);
  bia.write(room, 'good');
  world.run(1000);
  for (const mate of mates) {
    expect(contents(mate, room)).toEqual(['one', 'two', 'from 2036', 'the clock is right again', 'good']);
    expect(dated(mate, room)).toBeUndefined();
  }
  expect(ana.sees(room).unread).toBe(5);
  expect(bia.sees(room).unread).toBe(2);
});

test('what stands aside comes out when the clock gets there, with what was said about it, and also after a restart', () => {
  const { mates, room } = together();
  const [ana, , caio] = mates;
  world.setWall(caio.host, 53 * 60 * minute);
  const ahead = caio.write(room, 'in the wrong week');
  world.run(1000);
  caio.do('react', { entry: ahead.id as EntryId, emoji: '👍', on: true });
  world.run(1000);
  expect(contents(ana, room)).toEqual([]);
  ana.kill('kept', 'reset');
  ana.start();
  world.run(minute);
  expect(dated(ana, room)).toEqual([['mate2', 1]]);
  expect(ana.sees(room).unread).toBe(0);
  world.run(60 * minute);
  expect(ana.history(room)).toMatchObject([{ content: 'in the wrong week', reactions: [{ emoji: '👍' }] }]);
  expect(dated(ana, room)).toBeUndefined();
  expect(ana.sees(room).unread).toBe(1);
  // it is followed now, so an answer stands below it
  ana.write(room, 'yes');
  world.run(1000);
  for (const mate of mates) expect(contents(mate, room)).toEqual(['in the wrong week', 'yes']);
});

test('what somebody wants to see is shown for good, and drags nobody into the future', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  world.setWall(caio.host, tenYears);
  for (const text of ['one', 'two']) caio.write(room, text);
  world.run(1000);
  ana.do('showAside', { room });
  world.run(1000);
  expect(contents(ana, room)).toEqual(['one', 'two']);
  expect(ana.sees(room).unread).toBe(2);
  ana.do('markRead', { room });
  expect(ana.sees(room).unread).toBe(0);
  world.run(1000);
  ana.kill('kept', 'reset');
  ana.start();
  world.run(minute);
  expect(contents(ana, room)).toEqual(['one', 'two']);
  expect([dated(ana, room), ana.sees(room).unread]).toEqual([undefined, 0]);
  ana.write(room, 'what year is it?');
  world.run(1000);
  expect(contents(bia, room)).toEqual(['what year is it?']);
  expect(dated(bia, room)).toEqual([['mate2', 2]]);
});

test('a clock that is set right pulls what it has written back by itself, and says nothing of it', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  world.setWall(caio.host, tenYears);
  world.run(minute);
  caio.write(room, 'from 2036');
  world.run(1000);
  bia.write(room, 'two');
  world.run(1000);
  world.setWall(caio.host, 0);
  world.run(minute);
  for (const mate of mates) expect(contents(mate, room)).toEqual(['two', 'from 2036']);
  expect([dated(ana, room), ana.sees(room).unread, bia.sees(room).unread]).toEqual([undefined, 2, 1]);
  const kinds = ana.disk.entries.flatMap(({ entry }) => (entry.body && decodeContent(entry.body)?.kind) ?? []);
  expect(kinds.filter((kind) => kind === 'CLOCK')).toHaveLength(1);
});

test('a clock that two others contradict is corrected, and what it has written falls into place', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  world.run(minute);
  for (const mate of mates) mate.kill('kept', 'reset');
  world.run(25 * 60 * minute);
  world.setWall(caio.host, 3 * 60 * minute);
  caio.start();
  caio.write(room, 'by a wrong clock');
  for (const mate of [ana, bia]) mate.start();
  world.run(minute);
  const notice = caio.events.filter(({ type }) => type === 'clock');
  expect(notice).toMatchObject([{ corrected: true }]);
  expect(ana.events.filter(({ type }) => type === 'clock')).toEqual([]);
  ana.write(room, 'what time is it?');
  world.run(1000);
  expect(bia.history(room).map(({ content }) => content)).toEqual(['by a wrong clock', 'what time is it?']);
  const last = caio.write(room, 'mine was wrong');
  expect(Math.abs(last.at - ana.host.clock.wall(world.now()))).toBeLessThan(minute);
});

test('a stamp that a wrong clock has lifted shows the time at which it was written, where that clock is confirmed', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  world.run(minute);
  for (const mate of mates) mate.kill('kept', 'reset');
  world.run(25 * 60 * minute);
  for (const mate of mates) mate.start();
  world.run(minute);
  world.setWall(caio.host, 20 * 60 * minute);
  caio.write(room, 'tomorrow');
  world.run(1000);
  const answer = ana.write(room, 'today');
  world.run(1000);
  const now = ana.host.clock.wall(world.now());
  for (const mate of mates) {
    expect(contents(mate, room)).toEqual(['tomorrow', 'today']);
    expect(mate.history(room)[1]?.id).toBe(answer.id);
  }
  expect(Math.abs((bia.history(room)[1]?.at ?? 0) - now)).toBeLessThan(minute);
  expect(Math.abs((caio.history(room)[1]?.at ?? 0) - now)).toBeLessThan(minute);
});

test('a deletion acts at once, whatever its date', () => {
  const { mates, room } = together();
  const [ana, , caio] = mates;
  const said = caio.write(room, 'a slip');
  world.run(1000);
  world.setWall(caio.host, tenYears);
  caio.write(room, 'from 2036');
  caio.do('deleteMessage', { entry: said.id as EntryId });
  world.run(1000);
  expect(ana.history(room)).toMatchObject([{ kind: 'deleted' }]);
  expect(ana.sees(room).unread).toBe(0);
  expect(dated(ana, room)).toEqual([['mate2', 1]]);
});

test('what is missing is known by number and author, and who has it; nobody, while they are away', () => {
  const { mates, room } = together();
  const [ana, bia, caio] = mates;
  caio.kill('kept', 'reset');
  for (let i = 0; i < 4000; i++) ana.say(room, `number ${i}`);
  world.run(20_000);
  ana.kill('kept', 'silence');
  caio.start();
  const missing = () => caio.sees(room).gaps;
  for (let i = 0; i < 4000 && missing() === undefined; i++) world.run(1);
  expect(missing()).toMatchObject([{ author: { username: 'mate0' }, holders: [{ username: 'mate1' }] }]);
  const [gap] = missing() ?? [];
  expect(gap?.count).toBeGreaterThan(3000);
  const page = caio.do('history', { room, limit: 300, kinds: 'content' });
  expect(page.rows.map(({ order }) => order)).toContain(gap?.before);
  bia.kill('kept', 'silence');
  world.run(minute);
  expect(missing()).toMatchObject([{ author: { username: 'mate0' }, holders: [] }]);
  bia.start();
  world.run(minute);
  expect(missing()).toBeUndefined();
  expect(contents(caio, room)).toEqual(contents(bia, room));
});
