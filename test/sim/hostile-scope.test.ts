import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directKey, encodeBody, logId, roomId } from '../../common/log/index.ts';
import type { Certificate, LogKind, RoomId } from '../../common/model/index.ts';
import {
  decodeHave,
  decodeWant,
  encodeHave,
  frameTypes,
  type Have,
  type HaveRecord,
  type Want,
} from '../../common/protocol/peer/index.ts';
import { testPerson, type TestPerson } from '../support/people.ts';
import { claim, holding, HostileScene, push } from '../support/sim/hostile-scene.ts';
import { RawDialler, type RawLink } from '../support/sim/raw-link.ts';
import { sessionWith } from '../support/sim/tracker-session.ts';

let scene: HostileScene;
beforeEach(() => {
  scene = new HostileScene();
});
afterEach(() => scene.dispose());

const wants = (link: RawLink): Want[] =>
  link.frames.filter(({ type }) => type === frameTypes.WANT).map(({ body }) => decodeWant(body));
const haves = (link: RawLink, room: RoomId): Have[] =>
  link.frames
    .filter(({ type }) => type === frameTypes.HAVE)
    .map(({ body }) => decodeHave(body))
    .filter((have) => have.room === room);
const sorted = (records: readonly HaveRecord[]): readonly HaveRecord[] =>
  records.toSorted((a, b) => (a.device + a.log < b.device + b.log ? -1 : 1));
const isOf = (kind: LogKind, records: readonly { readonly log: string }[]): boolean =>
  records.every(({ log }) => people().some((one) => scene.logOf(one, kind) === log));
const people = (): Certificate[] => [
  ...scene.honest.map(({ me }) => me.certificate),
  scene.mallory.device(1).certificate,
];
/** Somebody with an account, who is in no room. */
const eve = testPerson(67, 'Eve');
const stranger = (person: TestPerson = eve): RawLink => {
  const device = person.device(1);
  const dialler = new RawDialler(scene.world, person.username, device);
  scene.tracker.register(device.certificate);
  scene.world.start(scene.world.host(`${person.username} at home`), device, (env) => {
    const session = sessionWith(env, scene.tracker.host, device);
    session.start();
    return session;
  });
  return scene.link(dialler, scene.ana);
};
/** All logs of these people, in the room, as if they were much longer. */
const everything = (kind: LogKind): readonly HaveRecord[] =>
  sorted(people().map((one) => scene.holds(one, 5000, kind)));

describe('whoever is linked and not in a conversation', () => {
  test('learns nothing of what two others say to each other, not even that they do', () => {
    const direct = scene.ana.do('openDirect', { user: 'Bia' });
    for (let i = 0; i < 7; i++) scene.ana.say(direct, `between the two of us ${i}`);
    scene.world.run(2000);
    for (const link of [scene.connect(scene.ana), stranger()]) {
      const both = [scene.ana, scene.bia].map(({ me }) => me.certificate);
      const logs = both.map((one) =>
        holding(one.device, 100_000, logId(scene.device.crypto, direct, 'content', one.identity)),
      );
      claim(link, roomId(direct), sorted(logs));
      link.send(
        frameTypes.HAVE,
        encodeHave({ room: roomId(direct), full: true, more: false, ask: true, records: sorted(logs) }),
      );
      scene.world.run(5000);
      expect(wants(link)).toEqual([]);
      expect(haves(link, roomId(direct))).toEqual([]);
    }
    scene.expectHarmony();
  });

  test('is heard of the control logs of a room, and not of what was said in it', () => {
    const link = stranger();
    claim(link, scene.id, everything('content'));
    scene.world.run(5000);
    expect(wants(link)).toEqual([]);
    claim(link, scene.id, everything('control'));
    scene.world.run(1000);
    const ranges = wants(link).flatMap((want) => (want.mode === 'ranges' ? want.ranges : []));
    expect(ranges.length).toBeGreaterThan(0);
    expect(isOf('control', ranges)).toBe(true);
    scene.expectHarmony();
  });

  test('hears of a room what it is, once it has named it, and is asked what it knows', () => {
    const link = stranger();
    expect(haves(link, scene.id)).toEqual([]);
    claim(link, scene.id, []);
    scene.world.run(1000);
    const [told, ...more] = haves(link, scene.id);
    expect(told).toMatchObject({ full: true, ask: true });
    expect(isOf('control', told?.records ?? [])).toBe(true);
    expect(more).toEqual([]);
    scene.bia.say(scene.room, 'not for Eve');
    scene.world.run(1000);
    expect(haves(link, scene.id)).toHaveLength(1);
  });

  test('is no member any more once it has left: nothing that it says of content is heard', () => {
    const link = scene.connect(scene.ana);
    claim(link, scene.id, [scene.holds(scene.bia.me.certificate, 5000)]);
    scene.world.run(500);
    expect(wants(link)).toHaveLength(1);
    scene.caio.do('leaveRoom', { room: scene.room });
    scene.world.run(3000);
    scene.world.stop(scene.caio.host);
    const his = scene.link(new RawDialler(scene.world, 'Caio again', testPerson(63, 'Caio').device(1)), scene.ana);
    claim(his, scene.id, [scene.holds(scene.bia.me.certificate, 6000)]);
    scene.world.run(5000);
    expect(wants(his)).toEqual([]);
  });
});

describe('a direct conversation', () => {
  test('begins with an entry of the other one, not with a word about it', () => {
    const link = stranger();
    const { certificate } = eve.device(1);
    const room = directKey(scene.device.crypto, scene.ana.me.certificate.identity, eve.identity);
    const log = logId(scene.device.crypto, room, 'content', certificate.identity);
    claim(link, roomId(room), [holding(certificate.device, 3, log)]);
    scene.world.run(1000);
    expect(wants(link), 'its entries are asked for').toHaveLength(1);
    const known = (): boolean => [...scene.ana.composed.chat.overview.conversationsWith(eve.identity)].includes(room);
    expect(known()).toBe(false);
    push(link, scene.write([encodeBody({ kind: 'MESSAGE', content: 'hi' })], { as: eve.device(1), log }), 'last');
    scene.world.run(1000);
    expect(known()).toBe(true);
    expect(scene.ana.history(room)).toMatchObject([{ content: 'hi' }]);
    expect(haves(link, roomId(room))[0], 'now she says what she holds of it').toMatchObject({ full: true, ask: true });
  });
});

describe('who asks', () => {
  test('is told everything once more, without being asked in turn, and as often as ten times a second at most', () => {
    const link = scene.connect(scene.ana);
    const before = haves(link, scene.id).length;
    const ask = (): void =>
      link.send(frameTypes.HAVE, encodeHave({ room: scene.id, full: true, more: false, ask: true, records: [] }));
    ask();
    scene.world.run(1000);
    expect(haves(link, scene.id).slice(before)).toMatchObject([{ full: true, ask: false }]);
    for (let i = 0; i < 500; i++) ask();
    scene.world.run(1000);
    expect(haves(link, scene.id).length - before).toBeLessThan(12);
  });
});
