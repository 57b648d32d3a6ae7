import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type RoomKey, type Row } from '../../common/model/index.ts';
import type { ChatMate } from '../support/sim/chat-team.ts';
import { claim, HostileScene } from '../support/sim/hostile-scene.ts';
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
const deliveryAt = (mate: ChatMate): Shown | undefined => {
  const delivery = mate.history(room).find(({ id }) => id === text.id)?.delivery;
  return delivery && plain(delivery);
};
const restart = (mate: ChatMate): void => {
  mate.kill('unsyncedLost', 'reset');
  mate.start();
  run(5000);
};
const users = ['Bia', 'Caio'];

describe('a receipt is what an entry proves', () => {
  test('a claim counts as far as the entry that it ends with, and for nothing if nobody knows that', () => {
    const link = scene.connect(ana);
    const held = scene.holds(ana.me.certificate, 1);
    for (const more of [held, { ...held, prefix: 9, from: 9, to: 9 }]) claim(link, scene.id, [{ ...more, read: 1 }]);
    run(1000);
    expect(deliveryAt(ana)).toMatchObject({ n: 2, users });
    claim(link, scene.id, [{ ...held, newest: asHex<EntryId>(text.id), read: 2 ** 40 }]);
    run(3000);
    expect(deliveryAt(ana)?.readBy).toEqual(['Mallory']);
    const kept = [...ana.disk.synced.peerHave.values()].filter(({ peer }) => peer === scene.device.certificate.author);
    expect(kept).toMatchObject([{ prefix: 1, id: text.id, read: 1 }]);
  });

  test('above a gap what lies above it is held, and nothing below, until the gap is closed', () => {
    const ids = [text, ...Array.from({ length: 5 }, (_, i) => ana.write(room, `more ${i}`))].map(({ id }) => id);
    run(2000);
    const link = scene.connect(ana);
    const held = scene.holds(ana.me.certificate, 1);
    const holders = (): readonly boolean[] =>
      ids.map(
        (id) =>
          ana
            .history(room)
            .find((row) => row.id === id)
            ?.delivery?.users.some(({ username }) => username === 'Mallory') === true,
      );
    const above = { ...held, from: 3, to: 5 };
    claim(link, scene.id, [{ ...above, newest: asHex<EntryId>('ab'.repeat(32)) }]);
    run(1000);
    expect(holders()).toEqual([false, false, false, false, false, false]);
    claim(link, scene.id, [{ ...above, newest: asHex<EntryId>(ids[4] ?? '') }]);
    run(1000);
    expect(holders()).toEqual([false, false, false, true, true, false]);
    restart(ana);
    expect(holders(), 'after a restart').toEqual([false, false, false, true, true, false]);
    const again = scene.connect(ana);
    claim(again, scene.id, [{ ...held, prefix: 6, from: 6, to: 6, newest: asHex<EntryId>(ids[5] ?? '') }]);
    run(1000);
    expect(holders()).toEqual([true, true, true, true, true, true]);
  });

  test.each([10, 12])('of a folder that was restored %i new messages are delivered to nobody by old words', (count) => {
    const backup = ana.disk.backUp();
    for (let i = 0; i < 10; i++) ana.write(room, `lost ${i}`);
    run(5000);
    ana.kill('kept', 'reset');
    ana.disk.synced = backup;
    const cut = scene.world.cut([ana.host], [bia.host, caio.host], 'drop');
    ana.start();
    run(5000);
    const alone = Array.from({ length: count }, (_, i) => ana.write(room, `alone ${i}`).id);
    run(1000);
    cut.heal();
    run(60_000);
    const rows = ana.history(room).filter(({ id }) => alone.includes(id));
    expect(rows.map(({ delivery }) => delivery?.users)).toEqual(alone.map(() => []));
  });
});
