import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoomKey, Row } from '../../common/model/index.ts';
import { decodeHave, frameTypes } from '../../common/protocol/peer/index.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { HostileScene } from '../support/sim/hostile-scene.ts';
import { namesOf } from '../support/named.ts';
import { plain, type Shown } from '../support/plain-delivery.ts';

let scene: HostileScene;
let ana: ChatMate;
let bia: ChatMate;
let caio: ChatMate;
let room: RoomKey;
let text: Row;
beforeEach(() => {
  scene = new HostileScene();
  ({ ana, bia, caio, room } = scene);
  text = ana.write(room, 'hello');
  run(2000);
});
afterEach(() => scene.dispose());

const run = (ms: number): void => scene.world.run(ms);
const read = (mate: ChatMate): void => mate.do('markRead', { room: room });

const shownTo = (mate: ChatMate, entry: string): Shown | undefined => {
  const delivery = mate.history(room).find(({ id }) => id === entry)?.delivery;
  return delivery && plain(delivery);
};
const deliveryAt = (mate: ChatMate): Shown | undefined => shownTo(mate, text.id);
const told = (mate: ChatMate): Shown | undefined =>
  mate.events
    .flatMap((event) => (event.type === 'delivery' && event.entry === text.id ? [plain(event.delivery)] : []))
    .at(-1);
const restart = (mate: ChatMate): void => {
  mate.kill('unsyncedLost', 'reset');
  mate.start();
  run(5000);
};
const users = ['Bia', 'Caio'];

describe('who has read what I wrote', () => {
  test('is known from HAVE, and right after a restart with nobody there', () => {
    expect(deliveryAt(ana)).toMatchObject({ n: 2, users });
    expect(deliveryAt(ana)?.readBy).toBeUndefined();
    read(bia);
    run(1000);
    expect([deliveryAt(ana), told(ana)]).toMatchObject([{ users, readBy: ['Bia'] }, { readBy: ['Bia'] }]);
    read(caio);
    run(3000);
    for (const mate of [bia, caio]) mate.kill('kept', 'silence');
    restart(ana);
    expect(deliveryAt(ana)).toMatchObject({ n: 2, users, readBy: users });
  });

  test('what was read while the author was away is known when he is back', () => {
    ana.kill('kept', 'silence');
    read(bia);
    run(5000);
    ana.start();
    run(30_000);
    expect(deliveryAt(ana)?.readBy).toEqual(['Bia']);
  });

  test('what one device has read counts, and whoever has read it has it', () => {
    const second = new ChatMate(scene.world, scene.tracker, 'Bia II', testPerson(62, 'Bia').device(2));
    second.start();
    run(20_000);
    bia.kill('kept', 'silence');
    read(second);
    run(2000);
    expect(deliveryAt(ana)).toMatchObject({ users, readBy: ['Bia'] });
  });

  test('my other device knows it too', () => {
    const second = new ChatMate(scene.world, scene.tracker, 'Ana II', testPerson(61, 'Ana').device(2));
    second.start();
    run(20_000);
    read(bia);
    run(2000);
    expect([ana, second].map((mate) => deliveryAt(mate)?.readBy)).toEqual([['Bia'], ['Bia']]);
  });

  test('is told to the author alone', () => {
    const link = scene.connect(bia);
    read(bia);
    run(2000);
    const records = link.frames.flatMap(({ type, body }) => (type === frameTypes.HAVE ? decodeHave(body).records : []));
    expect(records.length).toBeGreaterThan(0);
    expect(records.filter((record) => record.read > 0)).toEqual([]);
  });
});

const newcomer = (key: number, name: string): ChatMate => {
  const mate = new ChatMate(scene.world, scene.tracker, name, testPerson(key, name).device(1));
  mate.start();
  run(2000);
  return mate;
};

describe('a receipt is counted over those who were there when the message was written', () => {
  const before = { n: 2, m: 3, users, readBy: users, open: ['Mallory'] };
  beforeEach(() => {
    for (const mate of [bia, caio]) read(mate);
    run(2000);
  });

  test('whoever joins later changes nothing, and counts for what is written then', () => {
    const dora = newcomer(64, 'Dora');
    dora.do('joinRoom', { room: 'general' });
    run(5000);
    expect(deliveryAt(ana)).toMatchObject(before);
    const next = ana.write(room, 'welcome');
    run(2000);
    const ofNext = (): Shown | undefined => shownTo(ana, next.id);
    expect(ofNext()).toMatchObject({ n: 3, m: 4, users: [...users, 'Dora'] });
    dora.do('leaveRoom', { room });
    run(5000);
    expect(ofNext()).toMatchObject({ n: 3, m: 4, users: [...users, 'Dora'] });
    restart(ana);
    expect([deliveryAt(ana), ofNext()]).toMatchObject([before, { n: 3, m: 4, users: [...users, 'Dora'] }]);
  });

  test('whoever leaves has still read it, also after a restart with nobody there', () => {
    bia.do('leaveRoom', { room });
    run(5000);
    expect(deliveryAt(ana)).toMatchObject(before);
    for (const mate of [bia, caio]) mate.kill('kept', 'silence');
    restart(ana);
    expect(deliveryAt(ana)).toMatchObject(before);
  });

  test('what has been told outlives a power cut in the next moment', () => {
    for (const mate of [bia, caio]) mate.kill('kept', 'silence');
    bia.start();
    run(20_000);
    const next = ana.write(room, 'now');
    const heard = (): readonly string[] =>
      ana.events.flatMap((event) =>
        event.type === 'delivery' && event.entry === next.id ? namesOf(event.delivery.users) : [],
      );
    for (let i = 0; i < 5000 && heard().length === 0; i++) run(1);
    expect(heard()).toEqual(['Bia']);
    bia.kill('kept', 'silence');
    ana.kill('unsyncedLost', 'silence');
    ana.start();
    run(5000);
    expect(shownTo(ana, next.id)?.users).toEqual(['Bia']);
  });

  test('what came in the last moment before an orderly end is kept', () => {
    const next = ana.write(room, 'and bye');
    run(1500);
    read(bia);
    run(60);
    ana.quit();
    for (const mate of [bia, caio]) mate.kill('kept', 'silence');
    ana.start();
    run(5000);
    expect(shownTo(ana, next.id)?.readBy).toEqual(['Bia']);
  });

  test('says when, of what was read last', () => {
    const next = ana.write(room, 'when?');
    run(2000);
    const wall = scene.world.now();
    read(bia);
    run(2000);
    const [older, newer] = [deliveryAt(ana), shownTo(ana, next.id)];
    expect(newer?.at['Bia']).toBeGreaterThan(0);
    expect(newer?.at['Bia']).not.toBe(newer?.at['Caio']);
    expect(older?.at['Bia']).not.toBe(newer?.at['Bia']);
    expect(wall).toBeGreaterThan(0);
  });
});

describe('who turns receipts off', () => {
  test('tells nobody what he reads, and does not see what others read', () => {
    bia.receipts = false;
    read(bia);
    read(caio);
    run(2000);
    expect(deliveryAt(ana)).toMatchObject({ users, readBy: ['Caio'] });
    const mine = bia.write(room, 'from bia');
    run(1000);
    for (const mate of [ana, caio]) read(mate);
    run(2000);
    const seenBy = (): readonly string[] | undefined => shownTo(bia, mine.id)?.readBy;
    expect(seenBy()).toBeUndefined();
    bia.receipts = true;
    bia.composed.chat.receiptsChanged();
    run(1000);
    expect(seenBy()).toEqual(['Ana', 'Caio']);
    expect(deliveryAt(ana)?.readBy).toEqual(users);
  });

  test('later: what the others have learned stays', () => {
    read(bia);
    run(2000);
    bia.receipts = false;
    bia.composed.chat.receiptsChanged();
    restart(bia);
    expect(deliveryAt(ana)?.readBy).toEqual(['Bia']);
  });
});
