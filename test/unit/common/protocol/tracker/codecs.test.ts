import { describe, expect, it } from 'vitest';
import { AppError, toBase64url, toHex } from '../../../../../common/base/index.ts';
import { encodeAddressRecord, entryToJson } from '../../../../../common/log/index.ts';
import {
  authMessage,
  decodeReply,
  decodeRequest,
  decodeServerText,
  encodeError,
  encodeOk,
  encodePush,
  trackerVersion,
  type Push,
  type Request,
} from '../../../../../common/protocol/tracker/index.ts';
import { testCrypto } from '../../../../support/crypto.ts';
import { TestTrackerKeys } from '../../../../support/tracker-keys.ts';
import { expectGolden } from '../../../../support/golden.ts';
import { testPerson } from '../../../../support/people.ts';
import { TestGroup } from '../../../../support/test-group.ts';

const ana = testPerson(1, 'Ana').device(1);
const { identity, device } = ana.certificate;
const time = 1_700_000_000_000;
const version = [...trackerVersion];
const nonce = new Uint8Array(32).fill(7);
const keys = new TestTrackerKeys(testCrypto(7));
const trackerId = keys.id;
const proof = { clientNonce: toBase64url(new Uint8Array(32).fill(8)) };
const message = authMessage(nonce, trackerId, 'Ana', device);
const signature = toBase64url(ana.crypto.sign(message));
const certificate = toBase64url(ana.certificate.bytes);
const own = { certificate: toBase64url(ana.certificate.own.bytes) };
const vault = { v: 1, salt: 'A'.repeat(43), iv: 'A'.repeat(16), ct: 'A'.repeat(64) } as const;
const group = new TestGroup(ana);
const entry = entryToJson(group.genesis.entry);
const roomId = group.room;
const addresses = { device, made: time, expires: time + 86_400_000, addresses: ['192.168.1.2:4000', '[fe80::1]:4000'] };
const record = toBase64url(encodeAddressRecord(addresses, ana.crypto.sign));
const deviceInfo = { device, online: true, lastSeen: time, record, observed: '192.168.1.2' };
const peer = { user: 'Ana', identity, presence: 'online', lastSeen: time, room: { roomId, name: 'general' } } as const;
const summary = {
  roomId,
  name: 'general',
  owner: { user: 'Ana', identity },
  policy: 'open',
  capacity: 50,
  listed: true,
  online: 1,
  total: 1,
} as const;
const room = {
  ...summary,
  ops: 1,
  members: [{ user: 'Ana', identity, presence: 'online', devices: [deviceInfo] }],
} as const;
const log = { certs: [certificate], entries: [entry] };

/** Every request of this version, once. */
const requests: readonly Request[] = [
  { id: 1, verb: 'REGISTER', params: { step: 'start', version, username: 'Ana', registrationRequest: 'AAAA' } },
  {
    id: 2,
    verb: 'REGISTER',
    params: { step: 'finish', username: 'Ana', registrationRecord: 'AAAA', ...own, vault, signature, ...proof },
  },
  { id: 3, verb: 'LOGIN', params: { step: 'start', version, username: 'Ana', startLoginRequest: 'AAAA' } },
  { id: 4, verb: 'LOGIN', params: { step: 'finish', finishLoginRequest: 'AAAA' } },
  { id: 5, verb: 'LOGIN', params: { step: 'device', ...own, signature, ...proof } },
  { id: 6, verb: 'AUTH', params: { version, username: 'Ana', device, signature, ...proof } },
  { id: 7, verb: 'LOGOUT', params: {} },
  { id: 8, verb: 'ANNOUNCE', params: { record } },
  { id: 9, verb: 'LIST_PEERS', params: { page: 'YW5h' } },
  { id: 10, verb: 'LOOKUP', params: { user: 'Ana' } },
  { id: 11, verb: 'LIST_ROOMS', params: { query: 'gen' } },
  { id: 12, verb: 'LIST_ROOMS', params: { mine: true } },
  { id: 13, verb: 'CREATE_ROOM', params: { entry } },
  { id: 14, verb: 'JOIN_ROOM', params: { roomId, entries: [entry] } },
  { id: 15, verb: 'LEAVE_ROOM', params: { roomId, entries: [entry] } },
  { id: 16, verb: 'DELETE_ROOM', params: { roomId, entries: [entry] } },
  { id: 17, verb: 'ROOM_OPS', params: { roomId, have: { [device + '12'.repeat(16)]: 1 } } },
  { id: 18, verb: 'PUT_OPS', params: { roomId, ...log } },
  { id: 19, verb: 'SET_PRESENCE', params: { presence: 'invisible' } },
];
const textOf = ({ id, verb, params }: Request): string => JSON.stringify({ id, cmd: verb, ...params });

const pushes: readonly Push[] = [
  keys.hello('Team', nonce, time),
  {
    status: 'ROOM_UPDATE',
    room: { ...room, members: room.members.map((one) => ({ ...one, devices: [deviceInfo] })) },
    ...log,
  },
  { status: 'ROOM_UPDATE', room: { ...summary, deleted: true } },
  {
    status: 'PEER_UPDATE',
    peers: [
      { ...peer, devices: [deviceInfo] },
      { ...peer, presence: 'offline' },
      { ...peer, presence: 'dnd' },
    ],
  },
  { status: 'RESTARTING', reconnectIn: 1000 },
  { status: 'REPLACED' },
];
const errors: readonly AppError[] = [
  new AppError('RATE_LIMITED', 'too many requests', { retryAfter: 50 }),
  new AppError('BAD_OPERATION', 'a gap', { have: { [device + '12'.repeat(16)]: 1 } }),
];
const replies = [
  encodeOk<'REGISTER'>(2, keys.signedIn({ user: 'Ana', identity, device, nonce, clientNonce: nonce })),
  encodeOk<'LOGIN'>(4, { user: 'Ana', identity, vault }),
  encodeOk<'ANNOUNCE'>(8, { observed: '192.168.1.2' }),
  encodeOk<'LIST_PEERS'>(9, { peers: [peer], next: 'YW5h' }),
  encodeOk<'LOOKUP'>(10, { peer: { ...peer, devices: [deviceInfo] }, certs: [certificate] }),
  encodeOk<'LIST_ROOMS'>(11, { rooms: [summary] }),
  encodeOk<'ROOM_OPS'>(17, log),
  encodeOk<'PUT_OPS'>(18, { have: { [device + '12'.repeat(16)]: 1 } }),
  encodeOk<'SET_PRESENCE'>(19, {}),
];

describe('the tracker protocol', () => {
  it('has these bytes', () => {
    expectGolden('tracker', {
      auth: { nonce: toHex(nonce), trackerId, username: 'Ana', device, message: toHex(message), signature },
      requests: requests.map(textOf),
      replies,
      errors: errors.map((error) => encodeError(1, error)),
      pushes: pushes.map(encodePush),
    });
  });

  it('reads every request that it writes', () => {
    for (const request of requests) expect(decodeRequest(textOf(request))).toEqual(request);
  });

  it('reads every push and error that it writes, and skips what it does not know', () => {
    for (const push of pushes) expect(decodeServerText(encodePush(push))).toEqual({ kind: 'push', push });
    for (const error of errors) {
      const read = decodeServerText(encodeError(null, error));
      expect(read).toMatchObject({
        kind: 'reply',
        id: null,
        ok: false,
        error: { code: error.code, details: error.details },
      });
    }
    expect(decodeServerText('{"status":"LATER"}')).toEqual({ kind: 'unknown' });
    expect(decodeServerText('{"id":1,"status":"ERROR","code":"LATER","msg":""}')).toMatchObject({
      error: { code: 'INTERNAL' },
    });
  });

  it('reads replies by the verb that was asked', () => {
    const read = decodeServerText(replies[0] ?? '');
    if (read.kind !== 'reply' || !read.ok) throw new Error('not read as an OK');
    expect(decodeReply('REGISTER', read.fields)).toEqual(
      keys.signedIn({ user: 'Ana', identity, device, nonce, clientNonce: nonce }),
    );
    expect(decodeReply('LOOKUP', read.fields)).toBeUndefined();
  });

  it.each([
    [{ cmd: 'AUTH' }, null, 'BAD_REQUEST'],
    [{ id: 2 ** 31, cmd: 'AUTH' }, null, 'BAD_REQUEST'],
    [{ id: 1.5, cmd: 'AUTH' }, null, 'BAD_REQUEST'],
    [{ id: 1 }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'constructor' }, 1, 'UNKNOWN_COMMAND'],
    [{ id: 1, cmd: 'RELAY_OPEN' }, 1, 'NOT_YET'],
    [{ id: 1, cmd: 'LOOKUP', user: 'Ana', identity }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'LIST_ROOMS', page: 'x'.repeat(513) }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'JOIN_ROOM', roomId: roomId.toUpperCase(), entries: [entry] }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'JOIN_ROOM', roomId, entries: ['x'.repeat(30_000)] }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'PUT_OPS', roomId, certs: [], entries: Array(501).fill('AAAA') }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'ROOM_OPS', roomId, have: { x: 1 } }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'SET_PRESENCE', presence: 'offline' }, 1, 'BAD_REQUEST'],
    [{ id: 1, cmd: 'SET_PRESENCE' }, 1, 'BAD_REQUEST'],
  ])('refuses %j', (value, id, code) => {
    expect(decodeRequest(JSON.stringify(value))).toMatchObject({ id, code });
  });
});
