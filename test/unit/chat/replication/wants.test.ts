import { beforeEach, expect, test } from 'vitest';
import { asHex, type DeviceKey } from '../../../../common/model/index.ts';
import { decodeWant, type HaveRecord, type Want, type WantRange } from '../../../../common/protocol/peer/index.ts';
import { CatchUp } from '../../../../src/chat/core/replication/catch-up.ts';
import { Certificates } from '../../../../src/chat/core/replication/certificates.ts';
import type { Conversation } from '../../../../src/chat/core/replication/conversation.ts';
import { Conversations } from '../../../../src/chat/core/replication/conversations.ts';
import { newNeighbour, logKey, type Neighbour } from '../../../../src/chat/core/replication/neighbour.ts';
import { Reads } from '../../../../src/chat/core/own-devices/reads.ts';
import { Wants } from '../../../../src/chat/core/replication/wants.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';
import { holding } from '../../../support/sim/hostile-scene.ts';

const me = testPerson(1, 'ana').device(0);
const partner = testPerson(2, 'bia');
let clock: ManualClock;
let catchUp: CatchUp;
let conversation: Conversation;
let sent: { to: DeviceKey; want: Want }[];
let lateFor: Neighbour[];

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  lateFor = [];
  const certificates = new Certificates(me.crypto);
  certificates.trust(me.certificate);
  const conversations = new Conversations({ crypto: me.crypto, clock }, me.certificate, certificates, new Reads());
  conversation = conversations.direct(partner) as Conversation;
  const links = {
    send: (to: DeviceKey, frame: Uint8Array) => void sent.push({ to, want: decodeWant(frame.subarray(5)) }),
  };
  catchUp = new CatchUp({ clock }, links, conversations, new Wants(me.certificate, conversations, certificates));
});

const logs = (count: number, length: number): HaveRecord[] =>
  Array.from({ length: count }, (_, i) => holding(asHex<DeviceKey>(String(i + 1).padStart(64, '0')), length));
const linked = (number: number, records: readonly HaveRecord[], whole = false): Neighbour => {
  const neighbour = newNeighbour(partner.device(number).certificate, me.certificate.device, 0);
  const { room } = conversation;
  neighbour.theirs.set(room, new Map(records.map((one) => [logKey(one.device, one.kind), one])));
  catchUp.claimed(neighbour, room, { records, full: false });
  if (whole) neighbour.newest.set(room, true);
  return neighbour;
};
const ask = (neighbour: Neighbour): Want | undefined => {
  const before = sent.length;
  catchUp.next(neighbour, () => lateFor.push(neighbour));
  return sent[before]?.want;
};
const rangesOf = (want: Want | undefined): readonly WantRange[] => (want?.mode === 'ranges' ? want.ranges : []);
const devicesOf = (want: Want | undefined): string[] => rangesOf(want).map(({ device }) => device);

test('two neighbours who hold the same are asked for different logs, about a page from each', () => {
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
  expect(silent.asked).toBeUndefined();
});

test('an answer that brings nothing ends the matter until more is claimed', () => {
  const neighbour = linked(1, logs(1, 10));
  ask(neighbour);
  catchUp.answered(neighbour);
  expect(ask(neighbour)).toBeUndefined();
  const [more] = logs(1, 11) as [HaveRecord];
  neighbour.theirs.get(conversation.room)?.set(logKey(more.device, more.kind), more);
  catchUp.claimed(neighbour, conversation.room, { records: [more], full: false });
  expect(devicesOf(ask(neighbour))).toHaveLength(1);
});

test('what the answer has not come to yet is asked for again', () => {
  const neighbour = linked(1, logs(3, 10));
  const [first] = devicesOf(ask(neighbour));
  // the first log has moved, the others were beyond the page
  const entry = { log: conversation.contentLog, device: first as DeviceKey };
  catchUp.heard(neighbour, [entry as Parameters<CatchUp['heard']>[1][number]]);
  catchUp.answered(neighbour);
  expect(devicesOf(ask(neighbour))).toHaveLength(2);
});

test('pages grow while answers are quick and shrink when they are slow', () => {
  const sizes: (number | undefined)[] = [];
  const neighbour = linked(1, logs(2000, 256));
  for (const took of [10, 10, 10, 500, 2000, 2000, 2000, 2000, 2000, 2000, 2000]) {
    sizes.push(ask(neighbour)?.maxBytes);
    clock.advance(took);
    catchUp.answered(neighbour);
  }
  const kib = 1024;
  expect(sizes.map((size = 0) => size / kib)).toEqual([32, 64, 128, 192, 192, 96, 48, 24, 12, 6, 4]);
});

test('thousands of claims are looked at once: a question costs what it asks for', () => {
  const neighbour = linked(1, logs(20_000, 1));
  let asked = 0;
  for (let want = ask(neighbour); want !== undefined; want = ask(neighbour)) {
    asked += rangesOf(want).length;
    catchUp.answered(neighbour);
  }
  expect(asked).toBe(20_000);
  expect(neighbour.more.content.get(conversation.room)).toBeUndefined();
});
