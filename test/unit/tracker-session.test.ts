import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, silentLogger } from '../../common/base/index.ts';
import type { Push, ReplyOf, RequestOf, Verb } from '../../common/protocol/tracker/index.ts';
import {
  TrackerSession,
  type Hello,
  type TrackerSessionOptions,
  type TrackerState,
} from '../../src/tracker-client/index.ts';
import { FakeTracker } from '../support/fake-text-socket.ts';
import { fixedRandom, ManualClock } from '../support/manual-clock.ts';

const hello = {
  status: 'HELLO',
  version: [1, 0],
  tracker: { id: 'ab'.repeat(32), name: 'Test' },
  nonce: 'A'.repeat(43),
  time: 1,
};
const auth: RequestOf<'AUTH'> = {
  version: [1, 0],
  username: 'Ana',
  device: 'cd'.repeat(32),
  signature: 'A'.repeat(86),
};
const signedIn = { user: 'Ana', identity: 'ef'.repeat(32), device: 'cd'.repeat(32) };

let clock: ManualClock;
let tracker: FakeTracker;
let session: TrackerSession;
let states: TrackerState[];
let pushes: Push[];

const make = (options: Partial<TrackerSessionOptions> = {}, where = 0): void => {
  clock = new ManualClock();
  tracker = new FakeTracker();
  const env = { clock, random: fixedRandom(where), logger: silentLogger };
  session = new TrackerSession(env, tracker.open, { url: 'ws://localhost:6060', auth: () => auth, ...options });
  states = [];
  pushes = [];
  session.onDidChangeState((state) => states.push(state));
  session.onPush((push) => pushes.push(push));
};
const kinds = (): string[] => states.map(({ kind }) => kind);
const greet = (greeting: object = hello): void => {
  tracker.socket.open();
  tracker.socket.say(greeting);
};
/** The last request that was sent, answered. */
const answer = (fields: object = {}): void => {
  const { id } = tracker.socket.sent.at(-1) ?? {};
  tracker.socket.say({ id, status: 'OK', ...fields });
};
const refuse = (code: string, more: object = {}): void => {
  const { id } = tracker.socket.sent.at(-1) ?? {};
  tracker.socket.say({ id, status: 'ERROR', code, msg: 'no', ...more });
};
const signIn = (): void => {
  session.start();
  greet();
  answer(signedIn);
};
const ask = <V extends Verb>(verb: V, params: RequestOf<V>): (ReplyOf<V> | AppError)[] => {
  const replies: (ReplyOf<V> | AppError)[] = [];
  session.request(verb, params, (reply) => replies.push(reply));
  return replies;
};
const failure = (code: string): object => expect.objectContaining({ code }) as object;

beforeEach(() => make());
afterEach(() => {
  session.dispose();
  expect(clock.waiting).toBe(0);
  for (const socket of tracker.sockets) expect(socket.disposed).toBe(true);
});

describe('TrackerSession signs in', () => {
  it('by device key after HELLO', () => {
    session.start();
    expect(session.hello).toBeUndefined();
    greet();
    expect(session.hello).toEqual(hello);
    expect(tracker.socket.sent).toEqual([{ id: 1, cmd: 'AUTH', ...auth }]);
    answer(signedIn);
    expect(kinds()).toEqual(['connecting', 'greeted', 'signedIn']);
  });

  it('is shown the HELLO whose nonce it must sign', () => {
    const seen: Hello[] = [];
    make({ auth: (greeting) => (seen.push(greeting), undefined) });
    session.start();
    greet();
    expect(seen).toEqual([hello]);
    expect(session.state.kind).toBe('greeted');
    expect(tracker.socket.sent).toEqual([]);
  });

  it('when a person registers or logs in', () => {
    const vault = { v: 1 as const, salt: 'A'.repeat(43), iv: 'A'.repeat(16), ct: 'A'.repeat(64) };
    const finish = {
      step: 'finish',
      username: 'Ana',
      registrationRecord: 'AAAA',
      certificate: 'AAAA',
      vault,
      signature: 'A'.repeat(86),
    } as const;
    for (const last of [
      (): void => void ask('REGISTER', finish),
      (): void => void ask('LOGIN', { step: 'device', certificate: 'AAAA', signature: 'A'.repeat(86) }),
    ]) {
      make({ auth: () => undefined });
      session.start();
      greet();
      const start = ask('LOGIN', { step: 'start', version: [1, 0], username: 'Ana', startLoginRequest: 'AAAA' });
      answer({ loginResponse: 'BBBB' });
      expect(start).toEqual([expect.objectContaining({ loginResponse: 'BBBB' })]);
      expect(session.state.kind).toBe('greeted');
      last();
      answer(signedIn);
      expect(session.state.kind).toBe('signedIn');
      session.dispose();
    }
  });

  it('and tells its state before the reply', () => {
    make({ auth: () => undefined });
    session.start();
    greet();
    const seen: string[] = [];
    session.onDidChangeState(({ kind }) => seen.push(kind));
    session.request('AUTH', auth, () => seen.push('reply'));
    answer(signedIn);
    expect(seen).toEqual(['signedIn', 'reply']);
  });

  it.each(['VERSION', 'BAD_CREDENTIALS', 'REVOKED'])('stops for good when AUTH is refused with %s', (code) => {
    session.start();
    greet();
    refuse(code);
    expect(session.state).toEqual({ kind: 'offline', cause: failure(code) });
    clock.advance(3_600_000);
    expect(tracker.sockets).toHaveLength(1);
    session.retryNow();
    expect(tracker.sockets).toHaveLength(2);
  });

  it.each([
    ['RATE_LIMITED', 45_000, 45_000],
    ['DEVICE_CLONED', undefined, 300_000],
    ['INTERNAL', undefined, 500],
  ])('comes back after %s (retryAfter %s) in %s ms', (code, retryAfter, wait) => {
    session.start();
    greet();
    refuse(code, retryAfter === undefined ? {} : { retryAfter });
    expect(session.state).toEqual({ kind: 'waiting', retryAt: clock.wall() + wait, cause: failure(code) });
    clock.advance(wait - 1);
    expect(tracker.sockets).toHaveLength(1);
    clock.advance(1);
    expect(tracker.sockets).toHaveLength(2);
  });

  it('and survives an `auth` that throws', () => {
    make({
      auth: () => {
        throw new Error('no key');
      },
    });
    session.start();
    greet();
    expect(session.state.kind).toBe('waiting');
  });
});

describe('TrackerSession refuses', () => {
  it('another major version', () => {
    session.start();
    greet({ ...hello, version: [2, 0] });
    expect(session.state).toEqual({ kind: 'offline', cause: failure('VERSION') });
  });

  it('but takes a newer minor one', () => {
    session.start();
    greet({ ...hello, version: [1, 7], more: true });
    expect(session.state.kind).toBe('greeted');
  });

  it('another tracker than the pinned one', () => {
    make({ pinned: '00'.repeat(32) });
    session.start();
    greet();
    expect(session.state).toEqual({ kind: 'offline', cause: failure('TRACKER_CHANGED') });
    expect(tracker.socket.sent).toEqual([]);
  });

  it('an address that its socket refuses', () => {
    session.start();
    tracker.socket.close('no', new AppError('BAD_REQUEST', 'no'));
    expect(session.state).toEqual({ kind: 'offline', cause: failure('BAD_REQUEST') });
  });

  it('to fight with another program of the same device', () => {
    signIn();
    tracker.socket.say({ status: 'REPLACED' });
    expect(session.state).toEqual({ kind: 'offline', cause: failure('DEVICE_CLONED') });
    clock.advance(3_600_000);
    expect(tracker.sockets).toHaveLength(1);
  });
});

describe('TrackerSession comes back', () => {
  const waits = (): number[] => {
    const seen: number[] = [];
    session.start();
    for (let i = 0; i < 9; i++) {
      tracker.socket.close('refused');
      seen.push((session.state.retryAt ?? 0) - clock.wall());
      clock.advance(seen.at(-1) ?? 0);
    }
    return seen;
  };

  it('with waits between half a second and a growing ceiling', () => {
    make({}, 0);
    expect(waits()).toEqual(Array(9).fill(500));
    session.dispose();
    make({}, 1);
    expect(waits()).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000].map((most) => most + 499));
  });

  it('faster again after a connection that held', () => {
    make({}, 1);
    waits();
    greet();
    answer(signedIn);
    clock.advance(20_000);
    tracker.socket.heard();
    clock.advance(10_000);
    tracker.socket.close('gone');
    expect((session.state.retryAt ?? 0) - clock.wall()).toBe(999);
  });

  it('not faster after one that was cut at once', () => {
    make({}, 1);
    waits();
    greet();
    answer(signedIn);
    tracker.socket.close('gone');
    expect((session.state.retryAt ?? 0) - clock.wall()).toBe(30_499);
  });

  it('no sooner than a restarting tracker wishes, and no later than ten minutes', () => {
    signIn();
    tracker.socket.say({ status: 'RESTARTING', reconnectIn: 7000 });
    expect(session.state.kind).toBe('signedIn');
    tracker.socket.close('closed with 1012');
    expect(session.state.retryAt).toBe(clock.wall() + 7000);
    clock.advance(7000);
    greet();
    tracker.socket.say({ status: 'RESTARTING', reconnectIn: 1e12 });
    tracker.socket.close('closed with 1012');
    expect((session.state.retryAt ?? 0) - clock.wall()).toBeLessThanOrEqual(600_000);
  });

  it('at once when a person wants it, and only then', () => {
    session.start();
    session.retryNow();
    expect(tracker.sockets).toHaveLength(1);
    tracker.socket.close('refused');
    session.retryNow();
    expect(tracker.sockets).toHaveLength(2);
    clock.advance(1000);
    expect(tracker.sockets).toHaveLength(2);
  });

  it('when nobody says HELLO', () => {
    session.start();
    tracker.socket.open();
    clock.advance(20_000);
    expect(session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
    expect(tracker.socket.disposed).toBe(true);
  });

  it('when AUTH is never answered', () => {
    session.start();
    greet();
    for (let i = 0; i < 15; i++) {
      clock.advance(1000);
      tracker.socket.heard();
    }
    expect(session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
  });

  it('when the socket takes nothing more', () => {
    signIn();
    tracker.socket.full = true;
    expect(ask('LIST_PEERS', {})).toEqual([failure('TRACKER_UNREACHABLE')]);
    expect(session.state.kind).toBe('waiting');
  });
});

describe('TrackerSession watches', () => {
  it('asks every 12 s and hangs up after 25 s of silence', () => {
    signIn();
    clock.advance(24_999);
    expect(tracker.socket.pings).toBe(2);
    expect(session.state.kind).toBe('signedIn');
    clock.advance(51);
    expect(session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
  });

  it('takes any sign for life', () => {
    signIn();
    for (let i = 0; i < 20; i++) {
      clock.advance(20_000);
      if (i % 2 === 0) tracker.socket.heard();
      else tracker.socket.text('whatever');
    }
    expect(session.state.kind).toBe('signedIn');
  });

  it('does not take its own stall for the death of the tracker', () => {
    signIn();
    clock.stall(120_000);
    clock.advance(4900);
    expect(session.state.kind).toBe('signedIn');
    tracker.socket.heard();
    clock.advance(24_000);
    expect(session.state.kind).toBe('signedIn');
    clock.stall(120_000);
    clock.advance(5000);
    expect(session.state.kind).toBe('waiting');
  });
});

describe('TrackerSession requests', () => {
  it('are OFFLINE until signed in', () => {
    expect(ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    session.start();
    expect(ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    greet();
    expect(ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    answer(signedIn);
    expect(ask('LIST_PEERS', {})).toEqual([]);
  });

  it('get their own replies, in any order, once', () => {
    signIn();
    const [a, b] = [ask('LIST_PEERS', {}), ask('LIST_ROOMS', {})];
    const [first, second] = tracker.socket.sent.slice(-2);
    const peers = { id: first?.['id'], status: 'OK', peers: [] };
    tracker.socket.say({ id: second?.['id'], status: 'OK', rooms: [] });
    tracker.socket.say(peers);
    tracker.socket.say(peers);
    tracker.socket.say({ ...peers, id: 4711 });
    expect([a, b]).toMatchObject([[{ peers: [] }], [{ rooms: [] }]]);
  });

  it('get errors with what stands beside the code', () => {
    signIn();
    const replies = ask('LOOKUP', { user: 'Bia' });
    refuse('BAD_OPERATION', { have: { ['ab'.repeat(32)]: 3 } });
    expect(replies).toEqual([
      expect.objectContaining({ code: 'BAD_OPERATION', details: { have: { ['ab'.repeat(32)]: 3 } } }),
    ]);
  });

  it('fail after 15 s, and a late reply is no harm', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    clock.advance(15_000);
    expect(replies).toEqual([failure('TRACKER_UNREACHABLE')]);
    answer({ peers: [] });
    expect(replies).toHaveLength(1);
    expect(session.state.kind).toBe('signedIn');
  });

  it('fail with the connection, and a reply on the next one is not theirs', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    const old = tracker.socket.sent.at(-1);
    tracker.socket.close('gone');
    expect(replies).toEqual([failure('TRACKER_UNREACHABLE')]);
    clock.advance(1000);
    greet();
    answer(signedIn);
    tracker.socket.say({ id: old?.['id'], status: 'OK', peers: [] });
    expect(replies).toHaveLength(1);
  });

  it('are sent again when the tracker asked for patience', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    refuse('RATE_LIMITED', { retryAfter: 2000 });
    refuse('RATE_LIMITED', { retryAfter: 1 });
    clock.advance(1999);
    expect(tracker.socket.sent).toHaveLength(2);
    clock.advance(1);
    expect(tracker.socket.sent).toHaveLength(3);
    answer({ peers: [] });
    expect(replies).toMatchObject([{ peers: [] }]);
  });

  it('say RATE_LIMITED when patience would take too long', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    refuse('RATE_LIMITED', { retryAfter: 60_000 });
    expect(replies).toEqual([expect.objectContaining({ code: 'RATE_LIMITED', details: { retryAfter: 60_000 } })]);
  });

  it('are bounded in number and size', () => {
    signIn();
    const many = Array.from({ length: 300 }, () => ask('LIST_PEERS', {}));
    expect(many.filter((replies) => replies.length === 0)).toHaveLength(256);
    expect(many.at(-1)).toEqual([failure('RATE_LIMITED')]);
    expect(tracker.socket.sent).toHaveLength(257);
    session.dispose();
    expect(many.every((replies) => replies.length === 1)).toBe(true);
    make();
    signIn();
    expect(ask('ROOM_OPS', { roomId: 'x'.repeat(80_000) })).toEqual([failure('TOO_LARGE')]);
    expect(tracker.socket.sent).toHaveLength(1);
  });

  it('survive a callback that throws', () => {
    signIn();
    session.request('LIST_PEERS', {}, () => {
      throw new Error('mine');
    });
    expect(() => answer({ peers: [] })).not.toThrow();
    expect(session.state.kind).toBe('signedIn');
  });

  it('end with LOGOUT', () => {
    signIn();
    ask('LOGOUT', {});
    answer();
    expect(session.state).toEqual({ kind: 'offline' });
    clock.advance(3_600_000);
    expect(tracker.sockets).toHaveLength(1);
  });

  it('are all settled by dispose, and nothing is heard afterwards', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    const before = states.length;
    session.dispose();
    expect(replies).toEqual([failure('OFFLINE')]);
    expect(ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    session.start();
    session.retryNow();
    expect([tracker.sockets.length, states.length]).toEqual([1, before]);
  });
});

describe('TrackerSession passes pushes on', () => {
  it('once signed in, known ones only', () => {
    session.start();
    const peers = { status: 'PEER_UPDATE', peers: [] };
    tracker.socket.open();
    tracker.socket.say(peers);
    tracker.socket.say(hello);
    tracker.socket.say(peers);
    answer(signedIn);
    tracker.socket.say(peers);
    tracker.socket.say({ status: 'SOMETHING_NEW', peers: [] });
    tracker.socket.say(hello);
    expect(pushes).toEqual([peers]);
    expect(kinds()).toEqual(['connecting', 'greeted', 'signedIn']);
  });

  it('and is not shaken by garbage', () => {
    signIn();
    const replies = ask('LIST_PEERS', {});
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '1',
      '{}',
      '{"id":2}',
      '{"id":"2","status":"OK"}',
      '{"id":null,"status":"ERROR"}',
      '{"status":5}',
      '\u0000',
    ])
      tracker.socket.text(text);
    expect([session.state.kind, replies.length, pushes.length]).toEqual(['signedIn', 0, 0]);
  });

  it('also past a listener that throws', () => {
    const listener = vi.fn(() => {
      throw new Error('mine');
    });
    session.onPush(listener);
    signIn();
    tracker.socket.say({ status: 'PEER_UPDATE', peers: [] });
    expect(listener).toHaveBeenCalledOnce();
  });
});
