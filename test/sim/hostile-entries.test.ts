import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../common/base/index.ts';
import { decodeEntry, encodeBody, logId, tipAfter } from '../../common/log/index.ts';
import { encodeHeader } from '../../common/log/entry-codec.ts';
import { asHex, type Certificate, type Entry, type LogId } from '../../common/model/index.ts';
import { encodeCerts, encodeWant, frameTypes } from '../../common/protocol/peer/index.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { simulatedStart } from '../support/sim/host-clock.ts';
import { byeOf, entriesHeard, HostileScene, push } from '../support/sim/hostile-scene.ts';
import type { RawLink } from '../support/sim/raw-link.ts';

let scene: HostileScene;
let link: RawLink;
beforeEach(() => {
  scene = new HostileScene();
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const said = (content: string): Uint8Array => encodeBody({ kind: 'MESSAGE', content });
const contents = (mate: ChatMate, room = scene.room): string[] => mate.history(room).map(({ content = '' }) => content);
const storedBy = (mate: ChatMate, { certificate }: TestDevice): number =>
  mate.disk.entries.filter(({ entry, kind }) => kind === 'content' && entry.device === certificate.device).length;
/** The same entry with other header fields, and the signature it had. */
const forged = (entry: Entry, fields: Partial<Entry>, body = entry.body): Entry =>
  decodeEntry(scene.device.crypto, encodeHeader({ ...entry, ...fields }), fields.signature ?? entry.signature, body);
const sendCerts = (certificates: readonly Pick<Certificate, 'bytes'>[]): void =>
  link.send(frameTypes.CERTS, encodeCerts(certificates));

const first = (): Entry => scene.write([said('first')])[0] as Entry;
/** A log of runs of one entry each. */
const inRuns = (count: number): Entry[] => {
  const out: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const last = out.at(-1);
    out.push(...scene.write([said(`number ${i}`)], last && { tip: tipAfter(last) }));
  }
  return out;
};

describe('what does not hold is not stored, costs the link nothing, and is not held against the same bytes in order', () => {
  const otherLog = asHex<LogId>('ab'.repeat(16));
  test.each<[string, () => Entry[]]>([
    ['no signature', () => [forged(first(), { signature: new Uint8Array(64) })]],
    ['a run without an anchor', () => scene.write([said('a'), said('b'), said('c')]).slice(0, 2)],
    ['a body that is another', () => [{ ...first(), body: said('fir5t') }]],
    ['no body', () => [decodeEntry(scene.device.crypto, first().header, first().signature)]],
    ['another log', () => [forged(first(), { log: scene.logOf(scene.mallory, 'control') })]],
    ['a device of somebody else', () => [forged(first(), { device: scene.bia.me.certificate.device, seq: 1 })]],
    ['a room nobody knows', () => scene.write([said('x')], { log: otherLog })],
    [
      'a stranger',
      () => {
        const eve = testPerson(67, 'Eve').device(1);
        sendCerts([eve.certificate]);
        return scene.write([said('I am Eve')], { as: eve });
      },
    ],
  ])('%s', (_name, entries) => {
    const before = scene.ana.disk.entries.length;
    push(link, entries());
    push(link, entries(), 'last');
    scene.world.run(1000);
    expect(scene.ana.disk.entries).toHaveLength(before);
    push(link, [first()]);
    scene.world.run(1000);
    expect(link.closed).toBeUndefined();
    expect(contents(scene.ana)).toEqual(['first']);
    scene.expectHarmony();
    for (const mate of scene.honest) expect(storedBy(mate, scene.device)).toBe(1);
  });

  test('from another room', () => {
    const other = scene.ana.do('createRoom', { name: 'other', capacity: 50 });
    const [close] = scene.write([encodeBody({ kind: 'CLOSE', after: [] })], {
      log: logId(scene.device.crypto, other, 'control', scene.mallory.identity),
    }) as [Entry];
    push(link, [forged(close, { log: scene.logOf(scene.mallory, 'control'), seq: 1 }), close]);
    scene.world.run(1000);
    for (const { readOnly } of scene.ana.composed.chat.overview.conversations) expect(readOnly).toBeUndefined();
    scene.expectHarmony();
  });
});

describe('a signature that its author has not made, and nobody asked for, ends the link; nothing is held against the author', () => {
  test.each<[string, () => Entry[]]>([
    ['a flipped signature', () => [forged(first(), { signature: first().signature.map((byte) => byte ^ 1) })]],
    [
      'another author',
      () => {
        const { device, identity } = scene.bia.me.certificate;
        return [forged(first(), { device, log: scene.logOf({ identity }), seq: 1 })];
      },
    ],
    ['seq 2^47', () => [forged(first(), { seq: 2 ** 47 })]],
    ['a successor that is one by its number alone', () => [forged(first(), { seq: 1 })]],
    ['a clock put forward', () => [forged(first(), { clock: { ms: 2 ** 48 - 1, count: 65_535 } })]],
  ])('%s', (_name, entries) => {
    const before = scene.ana.disk.entries.length;
    push(link, entries());
    scene.world.run(1000);
    expect(scene.ana.disk.entries).toHaveLength(before);
    expect(byeOf(link)).toBe('PROTOCOL');
    push(scene.connect(scene.bia), [first()]);
    scene.world.run(3000);
    expect(contents(scene.ana)).toEqual(['first']);
    scene.expectHarmony();
    for (const mate of scene.honest) expect(storedBy(mate, scene.device)).toBe(1);
  });
});

describe('gaps', () => {
  test('are kept open, a few of each log, and close when what is missing comes', () => {
    const all = inRuns(60);
    for (const entry of all.filter(({ seq }) => seq % 2 === 1)) push(link, [entry]);
    scene.world.run(1000);
    expect(storedBy(scene.ana, scene.device)).toBe(16);
    for (const mate of scene.honest) mate.kill('kept', 'reset');
    for (const mate of scene.honest) mate.start();
    scene.world.run(3000);
    link = scene.connect(scene.ana);
    push(link, all);
    scene.expectHarmony();
    for (const mate of scene.honest) expect(storedBy(mate, scene.device)).toBe(60);
  });

  test('of logs of operations are not: those are whole or nothing', () => {
    const join = encodeBody({ kind: 'JOIN', after: [] });
    const before = scene.ana.disk.entries.length;
    const [zero] = scene.write([join], { kind: 'control' }) as [Entry];
    const [one] = scene.write([join], { kind: 'control', tip: tipAfter(zero) }) as [Entry];
    push(link, scene.write([join], { kind: 'control', tip: tipAfter(one) }));
    scene.world.run(1000);
    expect(scene.ana.disk.entries).toHaveLength(before);
    scene.expectHarmony();
  });
});

describe('a body decides nothing', () => {
  test('whatever is in it, it is stored, passed on, and said to be unreadable where it is', () => {
    const mentions = Array.from({ length: 200 }, (_, i) => i.toString(16).padStart(64, '0'));
    const bodies = [
      Uint8Array.of(255, 254, 0, 128),
      new Uint8Array(0),
      utf8('{"kind":"MESSAGE","content":"\\ud800"}'),
      utf8('['.repeat(8000) + ']'.repeat(8000)),
      utf8('{"kind":"MESSAGE","content":1e400}'),
      utf8('{"kind":"__proto__","content":"x"}'),
      utf8('{"__proto__":{"kind":"MESSAGE","content":"x"}}'),
      utf8('{"kind":"LATER","of":"a later version"}'),
      utf8(JSON.stringify({ kind: 'MESSAGE', content: 'mentions', mentions })),
      utf8(JSON.stringify({ kind: 'MESSAGE', content: 'of all', mentions: Array.from({ length: 7000 }, () => 1) })),
      said('\u202Ebackwards\0 <img src=x onerror=alert(1)>'),
    ];
    push(link, scene.write(bodies));
    scene.expectHarmony();
    const rows = scene.bia.history(scene.room).filter(({ author }) => author.username === 'Mallory');
    expect(rows).toHaveLength(bodies.length);
    expect(rows.filter(({ kind }) => kind === 'unreadable').length).toBeGreaterThanOrEqual(8);
  });

  test('and clocks at both ends move nobody else', () => {
    const [zero] = scene.write([said('in 1970')], { ms: 0 }) as [Entry];
    const [one] = scene.write([said('in 10889')], { tip: tipAfter(zero), ms: 2 ** 48 - 1 }) as [Entry];
    push(link, [zero]);
    push(link, [one]);
    scene.expectHarmony();
    const rows = scene.ana.history(scene.room);
    expect(rows.at(0)?.content).toBe('in 1970');
    // dated so far ahead it stands aside, with everybody
    for (const mate of scene.honest) {
      expect(contents(mate)).not.toContain('in 10889');
      expect(mate.sees(scene.room).aside).toMatchObject([{ author: { username: 'Mallory' }, count: 1 }]);
      expect(storedBy(mate, scene.device)).toBe(2);
    }
    for (const { at } of rows) expect(at).toBeLessThan(simulatedStart + scene.world.now() + 121_000);
    expect(rows.filter(({ author }) => author.username !== 'Mallory')).toHaveLength(3);
  });

  test('and a run that fills a frame is still passed on by those who hold it', () => {
    const [large] = scene.write(Array.from({ length: 1 }, () => new Uint8Array(16_000))) as [Entry];
    let tip = tipAfter(large);
    push(link, [large]);
    for (let i = 0; i < 2; i++) {
      const [more] = scene.write([new Uint8Array(16_000)], { tip }) as [Entry];
      tip = tipAfter(more);
      push(link, [more]);
    }
    push(
      link,
      scene.write(
        Array.from({ length: 250 }, () => new Uint8Array(520)),
        { tip },
      ),
    );
    scene.expectHarmony();
    const asking = scene.connect(scene.bia);
    const { device } = scene.device.certificate;
    const ranges = [{ device, log: scene.logOf(scene.mallory), from: 0, to: 2 ** 47, newestFirst: false }];
    for (const from of [0, 3]) {
      const want = {
        mode: 'ranges' as const,
        room: scene.id,
        maxBytes: 192 * 1024,
        ranges: ranges.map((range) => ({ ...range, from })),
      };
      asking.send(frameTypes.WANT, encodeWant(want));
      scene.world.run(1000);
    }
    expect(
      entriesHeard(scene, asking)
        .filter(({ flag }) => flag !== 'push')
        .map(({ entries }) => entries.length),
    ).toEqual([3, 250, 250]);
  });
});
