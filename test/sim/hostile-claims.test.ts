import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directKey, emptyCoverage, logId, roomId, takeRun } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type Entry, type EntryId, type LogId, type RoomKey } from '../../common/model/index.ts';
import { encodeWant, frameTypes, type Want } from '../../common/protocol/peer/index.ts';
import { testPerson } from '../support/people.ts';
import { claim, entriesHeard, holding, HostileScene, push } from '../support/sim/hostile-scene.ts';
import { RawDialler, type RawLink } from '../support/sim/raw-link.ts';
import { sessionWith } from '../support/sim/tracker-session.ts';

let scene: HostileScene;
let link: RawLink;
beforeEach(() => {
  scene = new HostileScene();
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const keys = (count: number): DeviceKey[] =>
  Array.from({ length: count }, (_, i) => asHex<DeviceKey>((i + 1).toString(16).padStart(64, '0')));
const haveRecords = (from: RawLink): number =>
  from.frames
    .filter(({ type }) => type === frameTypes.HAVE)
    .reduce((sum, { body }) => sum + (body.length - 19) / 112, 0);

const everything = (): Want => ({
  mode: 'ranges',
  room: scene.id,
  maxBytes: 192 * 1024,
  ranges: scene.honest.flatMap(({ me }) =>
    (['content', 'control'] as const).map((kind) => ({
      device: me.certificate.device,
      log: scene.logOf(me.certificate, kind),
      from: 0,
      to: 2 ** 47,
      newestFirst: false,
    })),
  ),
});
const isContent = (log: LogId): boolean =>
  [...scene.honest.map(({ me }) => me.certificate), scene.mallory].some((one) => scene.logOf(one) === log);
const newest = (): Want => ({ mode: 'newest', room: scene.id, maxBytes: 192 * 1024, count: 256 });
const answer = (from: RawLink, want: Want): Entry[] => {
  const before = entriesHeard(scene, from).length;
  from.send(frameTypes.WANT, encodeWant(want));
  scene.world.run(1000);
  return entriesHeard(scene, from)
    .slice(before)
    .flatMap(({ entries }) => [...entries]);
};

describe('claims', () => {
  test('of thousands of logs that nobody has cost a few questions and no memory', () => {
    for (let i = 0; i < 30; i++) {
      claim(
        link,
        scene.id,
        keys(30_000)
          .slice(i * 1000, i * 1000 + 1000)
          .map((device) => holding(device, 2 ** 47)),
      );
    }
    let answered = 0;
    for (let i = 0; i < 200; i++) {
      scene.world.run(50);
      const asked = link.heard.filter((name) => name === 'WANT').length;
      if (asked > answered) push(link, [], 'last');
      answered = asked;
    }
    scene.expectHarmony();
    // what Ana says she holds are the logs that exist: three authors, four logs of operations
    expect(haveRecords(scene.connect(scene.ana))).toBeLessThanOrEqual(8);
  });

  test('for rooms that are not shared begin nothing', () => {
    const other = roomId(asHex<RoomKey>('cd'.repeat(32)));
    claim(link, other, [holding(scene.device.certificate.device, 5)]);
    const direct = roomId(
      directKey(scene.device.crypto, scene.ana.me.certificate.identity, scene.bia.me.certificate.identity),
    );
    claim(link, direct, [holding(scene.device.certificate.device, 5)]);
    const before = link.heard.length;
    scene.world.run(1000);
    expect(link.heard.slice(before)).not.toContain('WANT');
    const rooms = scene.ana.composed.chat.overview.conversations.map(({ room }) => room);
    expect(rooms).toEqual([scene.room]);
  });

  test('to hold what others hold too, and never a word of it, delay but do not prevent', () => {
    scene.ana.kill('kept', 'reset');
    scene.bia.say(scene.room, 'while Ana was away');
    scene.world.run(2000);
    scene.bia.kill('kept', 'silence');
    scene.ana.start();
    scene.world.network.heal();
    const cut = scene.world.cut([scene.ana.host], [scene.caio.host], 'drop');
    scene.world.run(100);
    const silent = scene.connect(scene.ana);
    const accomplice = testPerson(66, 'Mallory').device(2);
    const second = scene.link(new RawDialler(scene.world, 'Mallory III', accomplice), scene.ana);
    for (const one of [silent, second]) claim(one, scene.id, [scene.holds(scene.bia.me.certificate, 1000)]);
    scene.world.run(1000);
    cut.heal();
    scene.world.run(15_000);
    expect(silent.closed).toBeUndefined();
    expect(silent.heard).toContain('WANT');
    expect(scene.ana.history(scene.room).map(({ content }) => content)).toContain('while Ana was away');
  });
});

describe('questions', () => {
  test('of a stranger bring operations, and not one byte of what was said', () => {
    scene.expectHarmony();
    const eve = testPerson(67, 'Eve').device(1);
    const dialler = new RawDialler(scene.world, 'Eve', eve);
    scene.tracker.register(eve.certificate);
    scene.world.start(scene.world.host('Eve at home'), eve, (env) => {
      const session = sessionWith(env, scene.tracker.host, eve);
      session.start();
      return session;
    });
    const hers = scene.link(dialler, scene.ana);
    scene.bia.say(scene.room, 'not for Eve');
    scene.world.run(1000);
    const got = answer(hers, everything());
    expect(got.length).toBeGreaterThan(0);
    expect(got.filter(({ log }) => !isContent(log))).toEqual(got);
    expect(answer(hers, newest()), 'nor the newest page').toEqual([]);
    const ids = scene.ana.history(scene.room).map(({ id }) => asHex<EntryId>(id));
    expect(answer(hers, { mode: 'bodies', room: scene.id, maxBytes: 1e6, ids }), 'nor a body').toEqual([]);
    expect(
      entriesHeard(scene, hers)
        .flatMap(({ entries }) => entries)
        .filter(({ log }) => isContent(log)),
    ).toEqual([]);
    expect(haveRecords(hers)).toBe(0);
  });

  test('of a member bring what was said here, and nothing of what two others said to each other', () => {
    scene.expectHarmony();
    link = scene.connect(scene.ana);
    expect(answer(link, everything()).filter(({ log }) => isContent(log))).toHaveLength(3);
    const direct = scene.ana.do('openDirect', { user: 'Bia' });
    scene.ana.say(direct, 'between the two of us');
    scene.world.run(2000);
    const { device, identity } = scene.ana.me.certificate;
    const log = logId(scene.device.crypto, direct, 'content', identity);
    const ranges = [{ device, log, from: 0, to: 1000, newestFirst: false }];
    expect(answer(link, { mode: 'ranges', room: roomId(direct), maxBytes: 1e6, ranges })).toEqual([]);
  });

  test('for the newest page bring runs that stand on their own, and for bodies those', () => {
    scene.expectHarmony();
    for (let i = 0; i < 300; i++) scene.ana.say(scene.room, `number ${i}`);
    scene.bia.say(scene.room, 'and Bia');
    scene.world.run(5000);
    link = scene.connect(scene.ana);
    const page = answer(link, newest());
    expect(page.length).toBeGreaterThan(50);
    for (const log of Map.groupBy(page, ({ device }) => device).values()) {
      const [{ device, log: id }] = log as [Entry];
      const author = scene.honest.find(({ me }) => me.certificate.device === device);
      expect(author && scene.logOf(author.me.certificate)).toBe(id);
      expect(takeRun(scene.device.crypto, id, emptyCoverage, log).verdict).toBe('ok');
    }
    const held = new Set(page.map(({ id }) => id));
    const latest = scene.ana.history(scene.room).slice(-40);
    expect(latest.filter(({ id }) => !held.has(asHex(id)))).toEqual([]);
    const ids = latest.slice(0, 3).map(({ id }) => asHex<EntryId>(id));
    expect(answer(link, { mode: 'bodies', room: scene.id, maxBytes: 1e6, ids }).map(({ id }) => id)).toEqual(ids);
    expect(answer(link, { mode: 'newest', room: scene.id, maxBytes: 0, count: 256 })).toHaveLength(1);
    expect(answer(link, { mode: 'newest', room: scene.id, maxBytes: 1e6, count: 0 })).toEqual([]);
  });

  test('of somebody who has left bring nothing new', () => {
    const ana = scene.ana.me.certificate.device;
    scene.caio.do('leaveRoom', { room: scene.room });
    scene.world.run(3000);
    scene.ana.say(scene.room, 'Caio is gone');
    scene.world.run(1000);
    expect(answer(link, everything()).some(({ device, log }) => device === ana && isContent(log))).toBe(true);
    scene.world.stop(scene.caio.host);
    const his = scene.link(
      new RawDialler(scene.world, 'Caio again', { ...testPerson(63, 'Caio').device(1) }),
      scene.ana,
    );
    expect(answer(his, everything()).filter(({ log }) => isContent(log))).toEqual([]);
  });
});
