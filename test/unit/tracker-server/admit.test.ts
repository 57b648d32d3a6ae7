import { describe, expect, it } from 'vitest';
import { attempt } from '../../../common/base/index.ts';
import type { Operation } from '../../../common/membership/index.ts';
import { type Certificate, type Entry, logKey } from '../../../common/model/index.ts';
import { admit, type Admission } from '../../../tracker-server/src/rooms/admit.ts';
import { logPage } from '../../../tracker-server/src/rooms/log-page.ts';
import { emptyRoom, type RoomState } from '../../../tracker-server/src/rooms/room-state.ts';
import { testCrypto } from '../../support/crypto.ts';
import { add } from '../../support/membership.ts';
import { ordersOf } from '../../support/orders.ts';
import { testPerson } from '../../support/people.ts';
import { TestGroup } from '../../support/test-group.ts';
import { testTracker } from '../../support/tracker-keys.ts';

const verifier = { crypto: testCrypto(0), identity: testTracker };
const ana = testPerson(1, 'Ana').device(1);
const bia = testPerson(2, 'Bia').device(1);
const certificates = [ana.certificate, bia.certificate];
const entriesOf = (...operations: readonly Operation[]): Entry[] => operations.map(({ entry }) => entry);

const put = (state: RoomState, entries: readonly Entry[], causal = true): Admission =>
  admit(verifier, state, entries, certificates, { causal });
const begin = (): { group: TestGroup; state: RoomState } => {
  const group = new TestGroup(ana);
  return { group, state: put(emptyRoom(group.room), entriesOf(group.genesis)).state };
};
const bad = (have?: object): unknown =>
  expect.objectContaining({ code: 'BAD_OPERATION', details: have ? { have } : {} });

describe('admit', () => {
  it('appends what continues a log, and says what of it is new', () => {
    const { group, state } = begin();
    const join = group.write(bia, { kind: 'JOIN' });
    const first = put(state, entriesOf(join));
    expect([...(first.state.membership?.members.values() ?? [])]).toEqual(['Ana', 'Bia']);
    const leave = group.write(bia, { kind: 'LEAVE' });
    expect(put(first.state, entriesOf(join, leave)).fresh).toEqual([leave.entry]);
    expect(put(first.state, entriesOf(join))).toEqual({ state: first.state, fresh: [] });
    expect(state.operations).toHaveLength(1);
  });

  it('says what is held when something is missing, unless only the chain matters', () => {
    const { group, state } = begin();
    const have = { [logKey(group.genesis.entry)]: 1 };
    const addition = group.write(ana, add(bia.certificate));
    const join = group.write(bia, { kind: 'JOIN' });
    expect(() => put(state, entriesOf(join))).toThrow(bad(have));
    expect(put(state, entriesOf(join), false).fresh).toEqual([join.entry]);
    expect(() => put(state, entriesOf(group.write(bia, { kind: 'LEAVE' })), false)).toThrow(bad(have));
    expect(put(state, entriesOf(join, addition)).fresh).toHaveLength(2);
  });

  it('refuses other histories, foreign rooms, missing certificates, broken signatures', () => {
    const { group, state } = begin();
    const join = group.write(bia, { kind: 'JOIN' });
    const { state: joined } = put(state, entriesOf(join));
    const twin = new TestGroup(ana).write(bia, { kind: 'LEAVE' });
    expect(() => put(joined, entriesOf(twin))).toThrow(bad());
    const elsewhere = new TestGroup(ana, { name: 'other' }).write(bia, { kind: 'JOIN' }, []);
    expect(() => put(state, entriesOf(elsewhere))).toThrow(bad());
    expect(() => admit(verifier, state, entriesOf(join), [], { causal: true })).toThrow(bad());
    const signature = join.entry.signature.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    expect(() => put(state, [{ ...join.entry, signature }])).toThrow(bad());
  });

  it('knows two accounts of one device apart, in whatever order their certificates and entries come', () => {
    const shared = testPerson(3, 'Mallory').device(1);
    const max = testPerson(4, 'Max').share(shared);
    const { group, state } = begin();
    const [asMallory, asMax] = [shared, max].map((as) => group.write(as, { kind: 'JOIN' }, [group.genesis.entry.id]));
    const leave = group.write(max, { kind: 'LEAVE' });
    const parts = [
      shared.certificate,
      max.certificate,
      entriesOf(asMallory as Operation),
      entriesOf(asMax as Operation, leave),
    ];
    const outcomes = ordersOf(parts).map((order) => {
      let now = state;
      const come: Certificate[] = [];
      // what was refused is brought again, as whoever holds it does
      for (const part of [...order, ...order]) {
        if (!('length' in part)) come.push(part);
        else
          now = (attempt(() => admit(verifier, now, part, come, { causal: false })) as Partial<Admission>).state ?? now;
      }
      return [...(now.membership?.members.values() ?? []), now.operations.length];
    });
    expect(outcomes).toHaveLength(24);
    for (const outcome of outcomes) expect(outcome).toEqual(['Ana', 'Mallory', 4]);
  });

  it('bounds what one person can write', () => {
    const { group, state } = begin();
    const writes = Array.from({ length: 257 }, (_, i) =>
      group.write(bia, { kind: i % 2 === 0 ? 'JOIN' : 'LEAVE' }, []),
    );
    const full = put(state, entriesOf(...writes.slice(0, 256))).state;
    expect(() => put(full, entriesOf(...writes.slice(256)))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    const others = Array.from({ length: 17 }, (_, i) => testPerson(2, 'Bia').device(2 + i));
    const joins = others.map((device) => new TestGroup(ana).write(device, { kind: 'JOIN' }, []).entry);
    const all = others.map(({ certificate }) => certificate);
    expect(() => admit(verifier, state, joins, all, { causal: true })).toThrow(bad());
    expect(admit(verifier, state, joins.slice(0, 16), all, { causal: true }).fresh).toHaveLength(16);
  });
});

describe('logPage', () => {
  it('leaves out what is had and goes on where it stopped', () => {
    const { group, state } = begin();
    const join = group.write(bia, { kind: 'JOIN' });
    const whole = put(state, entriesOf(join)).state;
    expect(logPage(whole, {}, 0)).toMatchObject({ certs: { length: 2 }, entries: { length: 2 } });
    expect(logPage(whole, { [logKey(group.genesis.entry)]: 1 }, 0)).toMatchObject({
      certs: { length: 1 },
      entries: { length: 1 },
    });
    expect(logPage(whole, {}, 2)).toEqual({ certs: [], entries: [] });
  });
});
