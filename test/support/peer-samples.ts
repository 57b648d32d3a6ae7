import { toHex } from '../../common/base/index.ts';
import { emptyTip, encodeBody, genesisKey, logId, roomId, writeRun } from '../../common/log/index.ts';
import type { Entry, EntryId } from '../../common/model/index.ts';
import {
  encodeBye,
  encodeCerts,
  encodeEntries,
  encodeFrame,
  encodeHave,
  encodeHello,
  encodeTyping,
  encodeWant,
  frameTypes,
  helloMessage,
} from '../../common/protocol/peer/index.ts';
import { testPerson } from './people.ts';

const ana = testPerson(1, 'Ana').device(0);
const bia = testPerson(2, 'João da Silva').device(0);
const { device } = ana.certificate;
export const sampleCrypto = ana.crypto;

const room = genesisKey(ana.crypto, encodeBody({ kind: 'LEAVE', after: [] }));
const sampleRoom = roomId(room);
const sampleLog = logId(ana.crypto, room, 'content', ana.certificate.identity);
const controlLog = logId(ana.crypto, room, 'control', ana.certificate.identity);
const [lower, upper] = [sampleLog, controlLog].toSorted() as [typeof sampleLog, typeof sampleLog];
export const sampleEntries = writeRun(ana.crypto, sampleLog, device, emptyTip, [
  { body: encodeBody({ kind: 'MESSAGE', content: 'Hello' }), clock: { ms: 1_700_000_000_000, count: 0 } },
  { body: encodeBody({ kind: 'MESSAGE', content: 'Olá' }), clock: { ms: 1_700_000_000_001, count: 2 } },
]);
const id = (digit: string): EntryId => digit.repeat(64) as EntryId;

export const sampleBinding = Uint8Array.from({ length: 32 }, (_, i) => i);
export const sampleHello = {
  role: 'dialler',
  class: 0,
  boot: '0123456789abcdef',
  wall: 1_700_000_000_123,
  to: bia.certificate.device,
  certificate: ana.certificate,
} as const;

const higher = [device, bia.certificate.device].toSorted();
const record = { from: 5, to: 5, prefix: 5, newest: id('a'), read: 3 };
export const sampleHave = {
  room: sampleRoom,
  full: true,
  more: false,
  ask: true,
  records: [
    { device: higher[0] ?? device, log: lower, ...record },
    { device: higher[0] ?? device, log: upper, prefix: 0, from: 0, to: 0, newest: id('0'), read: 0 },
    { device: higher[1] ?? device, log: lower, ...record, from: 8, to: 11 },
  ],
} as const;

const wantBase = { room: sampleRoom, maxBytes: 32_768 };
export const sampleWants = {
  newest: { ...wantBase, mode: 'newest', count: 50 },
  ranges: {
    ...wantBase,
    mode: 'ranges',
    ranges: [
      { device, log: sampleLog, from: 5, to: 9, newestFirst: false },
      { device, log: controlLog, from: 0, to: 2 ** 48 - 1, newestFirst: true },
    ],
  },
  bodies: { ...wantBase, mode: 'bodies', ids: [id('b'), id('c')] },
} as const;

const bare = (entry: Entry): Entry => {
  const { body: _, ...rest } = entry;
  return rest;
};

/** Every frame body of W4 to W6, once. */
export const samples = {
  HELLO: encodeHello(sampleHello, (signed) => ana.crypto.sign(helloMessage(sampleBinding, signed))),
  HAVE: encodeHave(sampleHave),
  'WANT newest': encodeWant(sampleWants.newest),
  'WANT ranges': encodeWant(sampleWants.ranges),
  'WANT bodies': encodeWant(sampleWants.bodies),
  'ENTRIES push': encodeEntries({ flag: 'push', entries: sampleEntries }),
  'ENTRIES last, empty': encodeEntries({ flag: 'last', entries: [] }),
  'ENTRIES answer, without body': encodeEntries({
    flag: 'answer',
    entries: sampleEntries.map((entry) => bare(entry)),
  }),
  CERTS: encodeCerts([ana.certificate, bia.certificate]),
  BYE: encodeBye('REPLACED', 'another link'),
  TYPING: encodeTyping(sampleRoom),
};

export const sampleFrames = {
  PING: encodeFrame(
    frameTypes.PING,
    Uint8Array.from({ length: 8 }, (_, i) => i),
  ),
  USE: encodeFrame(frameTypes.USE, new Uint8Array(0)),
  HAVE: encodeFrame(frameTypes.HAVE, samples.HAVE),
};

export const hexOf = (values: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, bytes]) => [name, toHex(bytes)]));
