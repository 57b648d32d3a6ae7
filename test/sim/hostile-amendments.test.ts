import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyTip, encodeBody, tipAfter, type ContentBody } from '../../common/log/index.ts';
import { asHex, type Entry, type EntryId, type Row } from '../../common/model/index.ts';
import { claim, HostileScene, push } from '../support/sim/hostile-scene.ts';
import { simulatedStart } from '../support/sim/host-clock.ts';
import type { RawLink } from '../support/sim/raw-link.ts';
import { frameTypes, encodeEntries } from '../../common/protocol/peer/index.ts';

let scene: HostileScene;
let link: RawLink;
/** What Bia wrote. */
let message: Row;
beforeEach(() => {
  scene = new HostileScene();
  message = scene.bia.write(scene.room, 'what Bia wrote');
  scene.world.run(2000);
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const id = (): EntryId => asHex<EntryId>(message.id);
const pushAll = (bodies: readonly ContentBody[]): readonly Entry[] => {
  const ms = simulatedStart + scene.world.now();
  let tip = emptyTip;
  const entries = bodies.flatMap((body) => {
    const written = scene.write([encodeBody(body)], { ms, tip });
    tip = tipAfter(written[0] as Entry);
    return written;
  });
  push(link, entries);
  scene.world.run(3000);
  return entries;
};
const expectUnharmed = (): void => {
  scene.expectHarmony();
  for (const mate of scene.honest) {
    const row = mate.history(scene.room).find((one) => one.id === message.id);
    expect(row).toMatchObject({ kind: 'message', content: 'what Bia wrote' });
    expect(row).not.toHaveProperty('edited');
    expect(row?.reactions ?? []).toEqual([]);
  }
};

const bare = (entry: Entry): Entry => {
  const { body: _, ...header } = entry;
  return header;
};
const hidden = (): readonly Entry[] => scene.write([encodeBody({ kind: 'MESSAGE', content: 'hidden' })]);
const answer = (shown: readonly Entry[], entries: readonly Entry[]): void => {
  claim(link, scene.id, [scene.holds(scene.device.certificate, 1)]);
  scene.world.run(500);
  link.send(frameTypes.ENTRIES, encodeEntries({ flag: 'answer', entries: shown }));
  link.send(frameTypes.ENTRIES, encodeEntries({ flag: 'last', entries }));
  scene.world.run(2000);
};
const heldOfMallory = (): number =>
  scene.ana.disk.entries.filter(
    ({ entry, kind }) => kind === 'content' && entry.device === scene.device.certificate.device,
  ).length;

const first = (): Entry => hidden()[0] as Entry;
const deletion = (): Entry =>
  scene.write([encodeBody({ kind: 'DELETE', entry: first().id })], { tip: tipAfter(first()) })[0] as Entry;

describe('what a member has no right to', () => {
  test('an edit and a deletion of what another wrote are passed on and change nothing', () => {
    const entries = pushAll([
      { kind: 'EDIT', entry: id(), content: 'what Bia never wrote' },
      { kind: 'DELETE', entry: id() },
      { kind: 'DELETE', entry: id(), edits: [id()] },
    ]);
    expectUnharmed();
    const held = scene.caio.disk.entries.map(({ entry }) => entry.id);
    expect(held).toEqual(expect.arrayContaining(entries.map((entry) => entry.id)));
    expect(scene.caio.history(scene.room).filter(({ author }) => author.username === 'Mallory')).toEqual([]);
  });

  test('a deletion of it as an edit of an own message', () => {
    const [own] = pushAll([{ kind: 'MESSAGE', content: 'mine' }]);
    const ownId = own?.id ?? id();
    const ms = simulatedStart + scene.world.now();
    const tip = tipAfter(own as Entry);
    push(link, scene.write([encodeBody({ kind: 'DELETE', entry: ownId, edits: [id()] })], { ms, tip }));
    scene.world.run(3000);
    expectUnharmed();
    expect(scene.caio.history(scene.room).find((row) => row.id === ownId)?.kind).toBe('deleted');
  });

  test('edits and reactions to what nobody has, to reactions and to control entries', () => {
    const genesis = scene.ana.disk.entries.find(({ kind }) => kind === 'control')?.entry.id ?? id();
    const [reaction] = pushAll([{ kind: 'REACT', entry: asHex('ab'.repeat(32)), emoji: '👍', on: true }]);
    const last = reaction as Entry;
    const bodies: ContentBody[] = [
      { kind: 'EDIT', entry: last.id, content: 'x' },
      { kind: 'DELETE', entry: genesis },
      { kind: 'REACT', entry: genesis, emoji: '👍', on: true },
    ];
    let tip = tipAfter(last);
    for (const body of bodies) {
      const written = scene.write([encodeBody(body)], { ms: simulatedStart + scene.world.now(), tip });
      tip = tipAfter(written[0] as Entry);
      push(link, written);
    }
    scene.world.run(3000);
    expectUnharmed();
    expect(scene.ana.sees(scene.room).members).toHaveLength(4);
  });

  test('a flood of reactions by one person shows twenty', () => {
    const bodies = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x1f600 + i)).map(
      (emoji): ContentBody => ({ kind: 'REACT', entry: id(), emoji, on: true }),
    );
    pushAll(bodies);
    for (const mate of scene.honest) {
      expect(mate.history(scene.room).find((row) => row.id === message.id)?.reactions).toHaveLength(20);
    }
  });
});

describe('bodies that are withheld', () => {
  test('are not dispensed with without a deletion', () => {
    answer([], hidden().map(bare));
    expect(heldOfMallory()).toBe(0);
    scene.expectHarmony();
  });

  test('are for the deletion of their author', () => {
    answer([deletion()], [bare(first())]);
    // the message without its text, and the deletion
    expect(heldOfMallory()).toBe(2);
    expect(scene.ana.history(scene.room).find((row) => row.id === first().id)?.kind).toBe('deleted');
  });

  test.each<[string, () => Entry]>([
    ['without a signature', () => ({ ...deletion(), signature: new Uint8Array(64) })],
    [
      'with another body',
      () => ({ ...deletion(), body: encodeBody({ kind: 'DELETE', entry: asHex('ab'.repeat(32)) }) }),
    ],
    ['without a body', () => bare(deletion())],
    [
      'of another log',
      () => {
        const body = encodeBody({ kind: 'DELETE', entry: first().id });
        return scene.write([body], { kind: 'control' })[0] as Entry;
      },
    ],
  ])('are not for a deletion %s', (_, shown) => {
    answer([shown()], [bare(first())]);
    expect(heldOfMallory()).toBe(0);
    scene.expectHarmony();
  });

  test('of others are not dispensed with for a deletion of mine', () => {
    const held = scene.bia.disk.entries.find(({ entry }) => entry.id === message.id)?.entry as Entry;
    const forged = scene.write([encodeBody({ kind: 'DELETE', entry: id() })]);
    const before = scene.ana.disk.entries.length;
    answer(forged, [bare(held)]);
    expect(scene.ana.disk.entries.length).toBeLessThanOrEqual(before + 1);
    expectUnharmed();
  });
});
