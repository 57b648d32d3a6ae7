import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../../common/base/index.ts';
import {
  decodeContent,
  decodeControl,
  decodeSelf,
  decodeUnknownControl,
  encodeBody,
} from '../../../../common/log/index.ts';
import { limits } from '../../../../common/model/index.ts';
import { someId } from '../../../support/test-group.ts';
import { add } from '../../../support/membership.ts';
import { testPerson } from '../../../support/people.ts';

const key = 'ab'.repeat(32);
const content = (text: string): unknown => decodeContent(utf8(text));
const control = (value: unknown): unknown => decodeControl(utf8(JSON.stringify(value)));
const unknown = (value: unknown): unknown => decodeUnknownControl(utf8(JSON.stringify(value)));
const genesis = {
  kind: 'GENESIS',
  v: 1,
  nonce: '0'.repeat(32),
  owner: key,
  policy: 'open',
  capacity: 50,
  name: 'general',
  after: [],
};

describe('content', () => {
  test('a message, with fields of later versions left out', () => {
    const text = `{"kind":"MESSAGE","content":"hi","replyTo":"${key}","mentions":["${key}"],"later":[1]}`;
    expect(content(text)).toEqual({ kind: 'MESSAGE', content: 'hi', replyTo: key, mentions: [key] });
  });

  test.each([
    { kind: 'EDIT', entry: key, content: 'hello' },
    { kind: 'EDIT', entry: key, content: '', mentions: [key] },
    { kind: 'DELETE', entry: key },
    { kind: 'DELETE', entry: key, edits: Array(128).fill(key) },
    { kind: 'REACT', entry: key, emoji: '👍', on: true },
    { kind: 'REACT', entry: key, emoji: '1️⃣', on: false },
  ])('what is said about a message: $kind', (body) => expect(content(JSON.stringify(body))).toEqual(body));

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['null', 'null'],
    ['an array', '[]'],
    ['another kind', '{"kind":"PIN","entry":"x"}'],
    ['an edit of nothing', '{"kind":"EDIT","content":"x"}'],
    ['an edit without a text', `{"kind":"EDIT","entry":"${key}"}`],
    ['a deletion of nothing', '{"kind":"DELETE","edits":[]}'],
    ['a deletion of something else', `{"kind":"DELETE","entry":"${key}","edits":["x"]}`],
    ['a deletion of 129 edits', JSON.stringify({ kind: 'DELETE', entry: key, edits: Array(129).fill(key) })],
    ['a reaction to nothing', '{"kind":"REACT","emoji":"👍","on":true}'],
    ['a reaction neither on nor off', `{"kind":"REACT","entry":"${key}","emoji":"👍"}`],
    ['a reaction with words', `{"kind":"REACT","entry":"${key}","emoji":"ha 👍","on":true}`],
    ['a control kind', '{"kind":"JOIN","after":[]}'],
    ['no content', '{"kind":"MESSAGE"}'],
    ['a number for content', '{"kind":"MESSAGE","content":1}'],
    ['null for an optional field', '{"kind":"MESSAGE","content":"","replyTo":null}'],
    ['an upper-case id', `{"kind":"MESSAGE","content":"","replyTo":"${key.toUpperCase()}"}`],
    ['a mention of nobody', '{"kind":"MESSAGE","content":"","mentions":[1]}'],
    ['65 mentions', JSON.stringify({ kind: 'MESSAGE', content: '', mentions: Array(65).fill(key) })],
    ['a lone surrogate', String.raw`{"kind":"MESSAGE","content":"\ud800"}`],
    ['a byte order mark', '\ufeff{"kind":"MESSAGE","content":""}'],
    ['content from the prototype', '{"kind":"MESSAGE","__proto__":{"content":"x"}}'],
    ['a depth bomb', '['.repeat(16_000)],
    ['a depth bomb in a field nobody reads', `{"kind":"MESSAGE","content":"","x":${'['.repeat(50)}${']'.repeat(50)}}`],
    ['one byte too many', `{"kind":"MESSAGE","content":"${'x'.repeat(limits.body - 30)}"}`],
  ])('%s cannot be read', (_, text) => expect(content(text)).toBeUndefined());

  test('brackets and quotes inside a text are no depth', () => {
    const body = { kind: 'MESSAGE', content: `\\"${'[{'.repeat(100)}` } as const;
    expect(decodeContent(encodeBody(body))).toEqual(body);
  });

  test('bytes that are not UTF-8 cannot be read', () => {
    expect(decodeContent(new Uint8Array([...utf8('{"kind":"MESSAGE","content":"'), 0xc0, 0x80, 0x22, 0x7d]))).toBe(
      undefined,
    );
  });

  test('a lone surrogate is replaced when it is written', () => {
    const written = encodeBody({ kind: 'MESSAGE', content: 'a\ud800b' });
    expect(decodeContent(written)).toEqual({ kind: 'MESSAGE', content: 'a\ufffdb' });
  });
});

describe('control', () => {
  test('every kind, with what it needs', () => {
    const after = [someId('0'), someId('1')];
    const sig = 'A'.repeat(86);
    const bodies = [
      genesis,
      { ...genesis, name: '', policy: 'invite', capacity: 2 },
      { kind: 'JOIN', after },
      { kind: 'JOIN', after, invite: { key, sig } },
      { kind: 'LEAVE', after },
      { ...add(testPerson(2, 'Bia')), after },
      { kind: 'REMOVE', after, identity: key, cut: { [key]: 0 } },
      { kind: 'INVITE', after, key, uses: 1, expires: 0 },
      { kind: 'UNINVITE', after, key },
      { kind: 'REVOKE', after, revocation: 'A'.repeat(183), cut: 4 },
      { kind: 'CLOSE', after },
      { kind: 'SEAL', after },
    ];
    for (const body of bodies) expect(control(body)).toEqual(body);
  });

  test.each([
    ['no after', { kind: 'LEAVE' }],
    ['after unsorted', { kind: 'LEAVE', after: [someId('1'), someId('0')] }],
    ['after repeated', { kind: 'LEAVE', after: [someId('1'), someId('1')] }],
    ['after with 65 ids', { kind: 'LEAVE', after: Array.from({ length: 65 }, (_, i) => String(i).padStart(64, '0')) }],
    ['a GENESIS after something', { ...genesis, after: [someId('1')] }],
    ['a GENESIS of version 2', { ...genesis, v: 2 }],
    ['a capacity of 1', { ...genesis, capacity: 1 }],
    ['a capacity of 201', { ...genesis, capacity: 201 }],
    ['a capacity of 2.5', { ...genesis, capacity: 2.5 }],
    ['a hidden character in the name', { ...genesis, name: 'gen\u200beral' }],
    ['a short nonce', { ...genesis, nonce: '00' }],
    ['another policy', { ...genesis, policy: 'toString' }],
    ['a name without a record', { kind: 'ADD', after: [], identity: key, username: 'Bia' }],
    ['a record that is none', { kind: 'ADD', after: [], record: 'A'.repeat(190) }],
    ['a negative cut', { kind: 'REMOVE', after: [], identity: key, cut: { [key]: -1 } }],
    ['a cut for no device', { kind: 'REMOVE', after: [], identity: key, cut: { device: 1 } }],
    ['an invite for nobody', { kind: 'INVITE', after: [], key, uses: 0, expires: 0 }],
    ['a signature too short', { kind: 'JOIN', after: [], invite: { key, sig: 'AAAA' } }],
    ['a signature with stray bits', { kind: 'JOIN', after: [], invite: { key, sig: `${'A'.repeat(85)}B` } }],
  ])('%s cannot be read', (_, body) => expect(control(body)).toBeUndefined());

  test('a cut named __proto__ does not reach a prototype', () => {
    const text = `{"kind":"REMOVE","after":[],"identity":"${key}","cut":{"__proto__":{"${key}":1}}}`;
    const read = decodeControl(utf8(text));
    if (read?.kind === 'REMOVE') expect(Object.entries(read.cut)).toEqual([]);
    expect(Object.hasOwn(Object.prototype, key)).toBe(false);
  });

  test('unknown kinds are told from damaged ones', () => {
    expect(unknown({ kind: 'PROMOTE', after: [someId('1')], x: 1 })).toMatchObject({ after: [someId('1')] });
    expect(unknown({ kind: 'PROMOTE' })).toBeUndefined();
    expect(unknown({ kind: 'LEAVE', after: [] })).toBeUndefined();
    expect(unknown({ kind: 'ADD', after: [] })).toBeUndefined();
    expect(decodeUnknownControl(utf8('nonsense'))).toBeUndefined();
  });
});

const logs = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i.toString(16).padStart(128, '0'), i]));
const self = (value: unknown): unknown => decodeSelf(utf8(JSON.stringify(value)));

describe('the self room', () => {
  test('says what was read and what is wanted, with fields of later versions left out', () => {
    const read = { kind: 'READ', room: key, seen: logs(limits.readLogs) };
    expect(self({ ...read, later: 1 })).toEqual(read);
    const mute = { kind: 'MUTE', room: key, muted: false, until: 7 };
    expect(self({ ...mute, later: 1 })).toEqual(mute);
    for (const one of [
      { kind: 'PIN', room: key, pinned: true },
      { kind: 'HIDE', room: key, hidden: false },
    ])
      expect(self({ ...one, later: 1 })).toEqual(one);
  });

  test('the longest READ fits into a body', () => {
    const seen = Object.fromEntries(Object.keys(logs(limits.readLogs)).map((log) => [log, 2 ** 48]));
    expect(utf8(JSON.stringify({ kind: 'READ', room: key, seen })).length).toBeLessThan(limits.body);
  });

  test.each([
    ['a kind of a later version', { kind: 'BLOCK', room: key }],
    ['no room', { kind: 'READ', seen: {} }],
    ['a short room', { kind: 'READ', room: 'ab', seen: {} }],
    ['a log that is none', { kind: 'READ', room: key, seen: { x: 1 } }],
    ['a device without an identity', { kind: 'READ', room: key, seen: { [key]: 1 } }],
    ['a negative count', { kind: 'READ', room: key, seen: { [key + key]: -1 } }],
    ['a count beyond all logs', { kind: 'READ', room: key, seen: { [key + key]: 2 ** 48 + 1 } }],
    ['too many logs', { kind: 'READ', room: key, seen: logs(limits.readLogs + 1) }],
    ['a mute that is none', { kind: 'MUTE', room: key, muted: 'yes' }],
    ['a mute until no time', { kind: 'MUTE', room: key, muted: true, until: -1 }],
    ['a pin that is none', { kind: 'PIN', room: key }],
    ['a room hidden by nobody', { kind: 'HIDE', hidden: true }],
    ['a message', { kind: 'MESSAGE', content: 'x' }],
  ])('%s cannot be read', (_, value) => expect(self(value)).toBeUndefined());
});
