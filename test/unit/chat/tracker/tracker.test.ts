import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, Flows, Later, silentLogger, toBase64url } from '../../../../common/base/index.ts';
import { encodeAddressRecord, entryToJson } from '../../../../common/log/index.ts';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import type { DeviceInfo, PeerInfo, RoomDetail, Verb } from '../../../../common/protocol/tracker/index.ts';
import type { Tracker } from '../../../../src/chat/index.ts';
import { ChatCore } from '../../../../src/chat/index.ts';
import { Directory } from '../../../../src/chat/core/tracker/directory.ts';
import { fetchAllPages } from '../../../../src/chat/core/tracker/paging.ts';
import { fixedRandom, ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';
import { TestGroup } from '../../../support/test-group.ts';
import { MemoryDisk } from '../../../support/sim/memory-disk.ts';
import { testTracker } from '../../../support/tracker-keys.ts';
import { MemoryStore } from '../../../support/sim/memory-store.ts';

const ana = testPerson(1, 'ana').device(0);
const bia = testPerson(2, 'bia');
let clock: ManualClock;
let asked: [Verb, Readonly<Record<string, unknown>>][];
/** Verbs whose answers wait. */
let slow: Set<Verb>;
let waiting: (() => void)[];
let answers: Partial<Record<Verb, (params: Readonly<Record<string, unknown>>) => object>>;

/** Answers what a test wants, and nothing else. */
const tracker: Tracker = {
  request: (verb, params) =>
    Later.from((done) => {
      asked.push([verb, params]);
      const reply = answers[verb]?.(params) ?? new AppError('OFFLINE', 'not in this test');
      const answer = (): void => done(reply as Parameters<typeof done>[0]);
      if (slow.has(verb)) waiting.push(answer);
      else answer();
    }),
};
const count = (verb: Verb): number => asked.filter(([one]) => one === verb).length;
beforeEach(() => {
  clock = new ManualClock();
  asked = [];
  answers = {};
  slow = new Set();
  waiting = [];
});

const chat = (): { core: ChatCore; events: ChatEvent[] } => {
  const events: ChatEvent[] = [];
  const random = fixedRandom(0.5);
  const net = { listen: () => none, dial: () => none, interfaces: () => [] };
  const env = { clock, random, crypto: ana.crypto, net, logger: silentLogger, turn: clock.turn, trace: () => {} };
  const store = new MemoryStore(new MemoryDisk(), clock);
  const links = { send: () => {}, requestRoom: () => true, setDialTargets: () => {}, refuse: () => {} };
  const ports = {
    me: ana.certificate,
    authority: testTracker,
    store,
    programDate: 0,
    loaded: store.load(),
    links,
    tracker,
  };
  const core = new ChatCore(
    env,
    { ...ports, announcement: () => undefined, presence: () => 'online', receipts: () => true },
    { emit: (event) => events.push(event), changed: () => {}, lost: () => {} },
  );
  return { core, events };
};
const none = { dispose: () => {} };

const pages = (reply: (page: unknown) => object): unknown[] => {
  const taken: unknown[] = [];
  answers = { LIST_PEERS: ({ page }) => reply(page) };
  const all = fetchAllPages(tracker, 'LIST_PEERS', {}, ({ peers }) => taken.push(...peers));
  new Flows().run(all).listen(
    () => taken.push('end'),
    ({ code }) => taken.push(code),
  );
  return taken;
};
const peersAsked = (): unknown[] => asked.map(([, { page }]) => page);

const directory = (): Directory => new Directory({ clock, crypto: ana.crypto });
const device = (number: number, made?: number): DeviceInfo => {
  const { certificate, crypto } = bia.device(number);
  const fields = { device: certificate.device, made: made ?? 1, expires: 4e12, addresses: [`10.0.0.1:${made ?? 1}`] };
  const record = toBase64url(encodeAddressRecord(fields, crypto.sign));
  return { device: certificate.device, online: true, lastSeen: 0, ...(made === undefined ? {} : { record }) };
};
const peer = (devices: DeviceInfo[]): PeerInfo => ({
  user: 'bia',
  identity: bia.identity,
  presence: 'online',
  lastSeen: 0,
  devices,
});
const ports = (of: Directory): number[] =>
  [...(of.get(bia.identity)?.devices.values() ?? [])].flatMap((one) => of.addresses(one).map(({ port }) => port));

const detail = (number: number): RoomDetail => ({
  roomId: number.toString(16).padStart(64, '0'),
  name: 'x',
  owner: { user: 'bia', identity: bia.identity },
  policy: 'open',
  capacity: 5,
  listed: true,
  online: 0,
  total: 1,
  ops: 1,
  members: [],
});

describe('pages', () => {
  test('are taken one by one, in order', () => {
    const next = new Map<unknown, object>([
      [undefined, { peers: [1], next: 'second' }],
      ['second', { peers: [2], next: 'third' }],
      ['third', { peers: [3] }],
    ]);
    expect(pages((page) => next.get(page) ?? {})).toEqual([1, 2, 3, 'end']);
    expect(peersAsked()).toEqual([undefined, 'second', 'third']);
  });

  test('end with the first error', () => {
    const refused = new AppError('RATE_LIMITED', 'no');
    expect(pages((page) => (page === undefined ? { peers: [1], next: 'more' } : refused))).toEqual([1, 'RATE_LIMITED']);
  });

  test('that do not end are not followed for ever', () => {
    expect(pages(() => ({ peers: [], next: 'more' }))).toEqual(['TOO_LARGE']);
    expect(asked).toHaveLength(512);
  });
});

describe('the directory', () => {
  test('keeps sixteen devices of a person', () => {
    const known = directory();
    known.update(peer(Array.from({ length: 64 }, (_, i) => device(i))));
    expect(known.get(bia.identity)?.devices.size).toBe(16);
  });

  test('never takes an older address for a newer one', () => {
    const known = directory();
    for (const made of [20, 10, undefined]) known.update(peer([device(0, made)]));
    expect(ports(known)).toEqual([20]);
    known.update(peer([device(0, 30)]));
    expect(ports(known)).toEqual([30]);
  });
});

describe('what a tracker says', () => {
  test('of a name that is taken is told once, however often one signs in', () => {
    const { core, events } = chat();
    answers = { LIST_ROOMS: () => ({ rooms: [] }), PUT_OPS: () => new AppError('ROOM_EXISTS', 'taken') };
    void core.handlers.createRoom({ name: 'general', capacity: 5 });
    clock.advance(100);
    for (let i = 0; i < 3; i++) {
      core.onSignedIn();
      clock.advance(1000);
      core.onSignedOut();
    }
    expect(count('PUT_OPS')).toBe(3);
    expect(events.filter(({ type }) => type === 'warning')).toMatchObject([{ code: 'ROOM_EXISTS' }]);
    core.dispose();
  });

  test('of rooms without end is asked about within a limit', () => {
    const { core } = chat();
    slow.add('ROOM_OPS');
    const all = Array.from({ length: 3000 }, (_, i) => detail(i));
    answers = { LIST_ROOMS: ({ mine }) => ({ rooms: mine === true ? all : [] }) };
    core.onSignedIn();
    // with the room of my own devices 2000
    expect(count('ROOM_OPS')).toBe(1999);
    core.dispose();
  });

  test('of a room as mine that is only being joined does not take it away meanwhile', () => {
    const { core } = chat();
    const group = new TestGroup(bia.device(0));
    const genesis = {
      entries: [entryToJson(group.genesis.entry)],
      certs: [toBase64url(bia.device(0).certificate.bytes)],
    };
    slow.add('ROOM_OPS');
    // the first is asked for by who joins, and answered last
    const logs = [genesis, { entries: [], certs: [] }];
    answers = { ROOM_OPS: () => logs.shift() ?? {}, JOIN_ROOM: () => ({ entries: [], certs: [] }) };
    const joined = Later.try(() => core.handlers.joinRoom({ room: group.room }));
    core.onPush({ status: 'ROOM_UPDATE', room: { ...detail(0), roomId: group.room } });
    expect(count('ROOM_OPS')).toBe(2);
    waiting.pop()?.();
    waiting.pop()?.();
    clock.advance(100);
    expect(joined.outcome).toEqual({ ok: true, value: group.room });
    expect(core.overview.conversations).toMatchObject([{ room: group.room, name: 'general' }]);
    core.dispose();
  });

  test('comes too late for what was asked before the chat was closed: that is over, with OFFLINE', () => {
    const { core } = chat();
    const room = asHex<RoomKey>('ab'.repeat(32));
    slow.add('ROOM_OPS');
    const joined = Later.try(() => core.handlers.joinRoom({ room }));
    core.dispose();
    expect(joined.outcome).toMatchObject({ ok: false, error: { code: 'OFFLINE' } });
    waiting.shift()?.();
    expect(asked.length).toBe(1);
  });

  test('when one room is joined twice at once is the same for both', () => {
    const { core } = chat();
    const room = asHex<RoomKey>('ab'.repeat(32));
    const told: string[] = [];
    slow.add('ROOM_OPS');
    answers = { ROOM_OPS: () => new AppError('ROOM_UNKNOWN', 'no such room') };
    for (let i = 0; i < 2; i++) {
      Later.try(() => core.handlers.joinRoom({ room })).listen(
        () => told.push('joined'),
        ({ code }) => told.push(code),
      );
    }
    expect(count('ROOM_OPS')).toBe(1);
    waiting.shift()?.();
    expect(told).toEqual(['ROOM_UNKNOWN', 'ROOM_UNKNOWN']);
    void core.handlers.joinRoom({ room });
    expect(count('ROOM_OPS')).toBe(2);
    core.dispose();
  });
});
