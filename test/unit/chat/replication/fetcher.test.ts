import { beforeEach, expect, test } from 'vitest';
import { asHex, authorKey, type DeviceKey, type LogId } from '../../../../common/model/index.ts';
import { decodeWant, type HaveRecord, type Want, type WantRange } from '../../../../common/protocol/peer/index.ts';
import { Fetcher } from '../../../../src/chat/core/replication/fetcher.ts';
import { Certificates } from '../../../../src/chat/core/replication/certificates.ts';
import type { LogOwner } from '../../../../src/chat/core/replication/log-owner.ts';
import type { Conversation } from '../../../../src/chat/core/replication/conversation.ts';
import { Conversations } from '../../../../src/chat/core/replication/conversations.ts';
import { OwnLogClaims } from '../../../../src/chat/core/replication/own-log-claims.ts';
import { newSession, type PeerSession } from '../../../../src/chat/core/replication/peer-session.ts';
import { Memberships } from '../../../../src/chat/core/membership/memberships.ts';
import { RoomPolicy } from '../../../../src/chat/core/membership/room-policy.ts';
import { FetchPlanner } from '../../../../src/chat/core/replication/fetch-planner.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';
import { testTracker } from '../../../support/tracker-keys.ts';
import { holding } from '../../../support/sim/hostile-scene.ts';

const me = testPerson(1, 'ana').device(0);
const partner = testPerson(2, 'bia');
let clock: ManualClock;
let fetcher: Fetcher;
let conversation: Conversation;
let sent: { to: DeviceKey; want: Want }[];
let lateFor: PeerSession[];
/** What of the other one is heard. */
let heard: 'all' | 'control';

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  lateFor = [];
  const certificates = new Certificates(me.crypto, testTracker);
  certificates.addTrusted(me.certificate);
  const conversations = new Conversations({ crypto: me.crypto }, me.certificate);
  conversation = conversations.direct(partner) as Conversation;
  const links = {
    send: (to: DeviceKey, frame: Uint8Array) => void sent.push({ to, want: decodeWant(frame.subarray(5)) }),
  };
  heard = 'all';
  const policy = Object.assign(new RoomPolicy(me.certificate, new Memberships(me.certificate)), {
    heardFrom: () => heard,
  });
  const ownLogClaims = new OwnLogClaims({ clock }, me.certificate, () => {});
  const parts = { conversations, certificates, policy, ownLogClaims };
  const planner = new FetchPlanner({ ...parts, me: me.certificate, badSignatures: nobody });
  fetcher = new Fetcher({ ...parts, env: { clock }, links, planner, onSlow: () => {} });
});

const stalledIn = ({ fetch }: PeerSession): string => [...(fetch.stalled.get(conversation.room)?.keys() ?? [])].join();
const nobody = { isAvoided: () => false };
const logs = (count: number, length: number): HaveRecord[] =>
  Array.from({ length: count }, (_, i) => holding(asHex<DeviceKey>(String(i + 1).padStart(64, '0')), length, log()));
const log = (): LogId => conversation.logId('content', partner.identity);
/** All of these are of the other one's devices. */
const owner = ({ device }: HaveRecord): LogOwner => ({
  author: authorKey({ device, identity: partner.identity }),
  kind: 'content',
});
const linked = (number: number, records: readonly HaveRecord[], whole = false): PeerSession => {
  const session = newSession(partner.device(number).certificate, 0);
  const { room } = conversation;
  session.claims.add(room, records, owner);
  fetcher.onHave(session, room, { records, full: whole, more: false });
  return session;
};
const ask = (session: PeerSession): Want | undefined => {
  const before = sent.length;
  fetcher.next(session, () => lateFor.push(session));
  return sent[before]?.want;
};
const rangesOf = (want: Want | undefined): readonly WantRange[] => (want?.mode === 'ranges' ? want.ranges : []);
const devicesOf = (want: Want | undefined): string[] => rangesOf(want).map(({ device }) => device);

test('two sessions who hold the same are asked for different logs, about a page from each', () => {
  const records = logs(20, 40);
  const [one, two] = [linked(1, records), linked(2, records)];
  const [first, second] = [ask(one), ask(two)];
  expect(devicesOf(first)).toHaveLength(3);
  expect(devicesOf(second)).toHaveLength(3);
  expect(new Set([...devicesOf(first), ...devicesOf(second)]).size).toBe(6);
  expect(ask(one), 'one question at a time').toBeUndefined();
});

test('the newest page is asked of one of them, and the rest of the other at once', () => {
  const records = logs(2, 5000);
  const [one, two] = [linked(1, records, true), linked(2, records, true)];
  expect(ask(one)).toMatchObject({ mode: 'newest', count: 256, maxBytes: 32 * 1024 });
  expect(ask(two)).toMatchObject({ mode: 'ranges', ranges: [{ from: 0, to: 5000 }] });
});

test('who does not answer is passed over after three seconds, and asked for something else after thirty', () => {
  const records = logs(1, 10);
  const [silent, other] = [linked(1, records), linked(2, records)];
  expect(devicesOf(ask(silent))).toHaveLength(1);
  expect(ask(other)).toBeUndefined();
  clock.advance(3000);
  expect(lateFor).toEqual([silent]);
  expect(devicesOf(ask(other))).toHaveLength(1);
  expect(ask(silent)).toBeUndefined();
  clock.advance(27_000);
  expect(silent.fetch.asked).toBeUndefined();
});

test('an answer that brings nothing ends the matter until more is claimed', () => {
  const session = linked(1, logs(1, 10));
  ask(session);
  fetcher.onAnswered(session, true);
  expect(ask(session)).toBeUndefined();
  const [more] = logs(1, 11) as [HaveRecord];
  session.claims.add(conversation.room, [more], owner);
  fetcher.onHave(session, conversation.room, { records: [more], full: false, more: false });
  expect(devicesOf(ask(session))).toHaveLength(1);
});

test('what the answer has not come to yet is asked for again', () => {
  const session = linked(1, logs(3, 10));
  const [first] = devicesOf(ask(session));
  // the first log has moved, the others were beyond the page
  const entry = { log: log(), device: first as DeviceKey, seq: 0 };
  fetcher.onChunk(session, [entry as Parameters<Fetcher['onChunk']>[1][number]]);
  fetcher.onAnswered(session, false);
  expect(devicesOf(ask(session))).toHaveLength(2);
});

test('pages grow while answers are quick and shrink when they are slow', () => {
  const sizes: (number | undefined)[] = [];
  const session = linked(1, logs(2000, 256));
  for (const took of [10, 10, 10, 500, 2000, 2000, 2000, 2000, 2000, 2000, 2000]) {
    sizes.push(ask(session)?.maxBytes);
    clock.advance(took);
    fetcher.onAnswered(session, true);
  }
  const kib = 1024;
  expect(sizes.map((size = 0) => size / kib)).toEqual([32, 64, 128, 192, 192, 96, 48, 24, 12, 6, 4]);
});

test('thousands of claims are looked at once: a question costs what it asks for', () => {
  const session = linked(1, logs(20_000, 1));
  let asked = 0;
  for (let want = ask(session); want !== undefined; want = ask(session)) {
    asked += rangesOf(want).length;
    fetcher.onAnswered(session, true);
  }
  expect(asked).toBe(20_000);
  expect(session.plan.candidates.content.get(conversation.room)).toBeUndefined();
});

/** Entries `from` to `to` - 1 of that log, as `onChunk` looks at them. */
const brought = (device: string | undefined, from: number, to: number): Parameters<Fetcher['onChunk']>[1] =>
  Array.from({ length: to - from }, (_, i) => {
    const entry = { log: log(), device: device as DeviceKey, seq: from + i };
    return entry as Parameters<Fetcher['onChunk']>[1][number];
  });
const answered = (session: PeerSession, entries: Parameters<Fetcher['onChunk']>[1]): void => {
  fetcher.onChunk(session, entries);
  fetcher.onAnswered(session, entries.length === 0);
};
/** It is asked for the first of two logs, does not answer, and is asked for the second, for somebody else gives the first. */
const giveUpOnFirst = (): { session: PeerSession; first: string; second: string } => {
  const records = logs(2, 20);
  const session = linked(1, records.slice(0, 1));
  const [first] = devicesOf(ask(session)) as [string];
  session.claims.add(conversation.room, records.slice(1), owner);
  fetcher.onHave(session, conversation.room, { records: records.slice(1), full: false, more: false });
  clock.advance(28_000);
  ask(linked(2, records.slice(0, 1)));
  clock.advance(2_000);
  expect(session.fetch.asked).toBeUndefined();
  const [second] = devicesOf(ask(session)) as [string];
  expect(second).not.toBe(first);
  return { session, first, second };
};

test('a late answer to a question that was given up does not answer the next one', () => {
  const { session, first, second } = giveUpOnFirst();
  answered(session, brought(first, 0, 20));
  expect([...(session.fetch.asked?.logs.keys() ?? [])].join()).toContain(second);
  answered(session, brought(second, 0, 20));
  expect(session.fetch.asked).toBeUndefined();
});

test('nor does one that brings nothing', () => {
  const { session, second } = giveUpOnFirst();
  answered(session, []);
  expect(session.fetch.asked).toBeDefined();
  answered(session, []);
  expect(session.fetch.asked).toBeUndefined();
  expect(stalledIn(session)).toContain(second);
});

test('an answer whose question was dropped is not waited for for ever', () => {
  const { session, second } = giveUpOnFirst();
  // this one answers the second question: the first was dropped
  answered(session, []);
  clock.advance(30_000);
  expect(devicesOf(ask(session)), 'asked again, for nothing was certain').toContain(second);
  expect(session.fetch.stalled.size).toBe(0);
  answered(session, []);
  expect(session.fetch.asked).toBeUndefined();
  expect(stalledIn(session)).toContain(second);
});

test('a late answer says nothing about logs that it was not asked for', () => {
  const session = linked(1, logs(3, 10));
  ask(session);
  clock.advance(30_000);
  const [one, two, three] = devicesOf(ask(session)) as [string, string, string];
  expect(three).toBeDefined();
  // it reaches the second log and not the first, since that one was no part of the first question
  answered(session, brought(two, 0, 10));
  expect(stalledIn(session)).not.toContain(one);
  expect(session.fetch.pageBytes, 'nobody knows how long it took').toBe(16 * 1024);
});

test('the answer that comes while nothing is asked is the one that was given up', () => {
  const session = linked(1, logs(1, 10));
  const [device] = devicesOf(ask(session));
  clock.advance(30_000);
  answered(session, brought(device, 0, 10));
  expect(session.fetch.givenUp).toBe(0);
});

test('whoever is not in a room is asked for 256 KiB a minute, however much he claims and brings', () => {
  heard = 'control';
  const session = linked(1, logs(20_000, 256));
  const body = new Uint8Array(16_000);
  const asked = (): number => {
    let bytes = 0;
    for (let want = ask(session); want !== undefined; want = ask(session)) {
      bytes += want.maxBytes;
      const [device] = devicesOf(want);
      const entries = brought(device, 0, Math.floor(want.maxBytes / (body.length + 200)));
      answered(
        session,
        entries.map((entry) => ({ ...entry, body })),
      );
    }
    return bytes;
  };
  expect(asked()).toBeLessThanOrEqual(256 * 1024 + 32 * 1024);
  clock.advance(30_000);
  expect(asked()).toBe(0);
  clock.advance(30_000);
  expect(lateFor, 'it is looked at again by itself').toEqual([session]);
  expect(asked()).toBeGreaterThan(128 * 1024);
  fetcher.onDown(session);
  expect(clock.waiting).toBe(0);
});
