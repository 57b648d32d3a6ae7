import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hello, SessionRig } from '../../support/session-rig.ts';

let rig: SessionRig;
const make = (...options: ConstructorParameters<typeof SessionRig>): void => {
  rig = new SessionRig(...options);
};
const failure = (code: string): object => expect.objectContaining({ code }) as object;

beforeEach(() => make());
afterEach(() => expect(rig.end()).toEqual({ timers: 0, sockets: 0 }));

describe('TrackerSession requests', () => {
  it('are OFFLINE until signed in', () => {
    expect(rig.ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    rig.session.start();
    expect(rig.ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    rig.greet();
    expect(rig.ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    rig.accept();
    expect(rig.ask('LIST_PEERS', {})).toEqual([]);
  });

  it('get their own replies, in any order, once', () => {
    rig.signIn();
    const [a, b] = [rig.ask('LIST_PEERS', {}), rig.ask('LIST_ROOMS', {})];
    const [first, second] = rig.socket.sent.slice(-2);
    const peers = { id: first?.['id'], status: 'OK', peers: [] };
    rig.socket.say({ id: second?.['id'], status: 'OK', rooms: [] });
    rig.socket.say(peers);
    rig.socket.say(peers);
    rig.socket.say({ ...peers, id: 4711 });
    expect([a, b]).toMatchObject([[{ peers: [] }], [{ rooms: [] }]]);
  });

  it('get errors with what stands beside the code', () => {
    rig.signIn();
    const replies = rig.ask('LOOKUP', { user: 'Bia' });
    rig.refuse('BAD_OPERATION', { have: { ['ab'.repeat(48)]: 3 } });
    expect(replies).toEqual([
      expect.objectContaining({ code: 'BAD_OPERATION', details: { have: { ['ab'.repeat(48)]: 3 } } }),
    ]);
  });

  it('fail when the reply is not one to that verb', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    rig.answer({ peers: 'many' });
    expect(replies).toEqual([failure('INTERNAL')]);
    expect(rig.session.state.kind).toBe('signedIn');
  });

  it('fail after 15 s, and a late reply is no harm', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    rig.clock.advance(15_000);
    expect(replies).toEqual([failure('TRACKER_UNREACHABLE')]);
    rig.answer({ peers: [] });
    expect(replies).toHaveLength(1);
    expect(rig.session.state.kind).toBe('signedIn');
  });

  it('fail with the connection, and a reply on the next one is not theirs', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    const old = rig.socket.sent.at(-1);
    rig.socket.close('gone');
    expect(replies).toEqual([failure('TRACKER_UNREACHABLE')]);
    rig.clock.advance(1000);
    rig.greet();
    rig.accept();
    rig.socket.say({ id: old?.['id'], status: 'OK', peers: [] });
    expect(replies).toHaveLength(1);
  });

  it('are sent again when the tracker asked for patience', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    rig.refuse('RATE_LIMITED', { retryAfter: 2000 });
    rig.refuse('RATE_LIMITED', { retryAfter: 1 });
    rig.clock.advance(1999);
    expect(rig.socket.sent).toHaveLength(2);
    rig.clock.advance(1);
    expect(rig.socket.sent).toHaveLength(3);
    rig.answer({ peers: [] });
    expect(replies).toMatchObject([{ peers: [] }]);
  });

  it('say RATE_LIMITED when patience would take too long', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    rig.refuse('RATE_LIMITED', { retryAfter: 60_000 });
    expect(replies).toEqual([expect.objectContaining({ code: 'RATE_LIMITED', details: { retryAfter: 60_000 } })]);
  });

  it('stop waiting for patience when the session ends', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    rig.refuse('RATE_LIMITED', { retryAfter: 2000 });
    rig.session.dispose();
    expect([replies.length, rig.clock.waiting]).toEqual([1, 0]);
  });

  it('tell a person at a password at once to be patient', () => {
    const hurried = new SessionRig({ auth: () => undefined });
    hurried.session.start();
    hurried.greet();
    const replies = hurried.ask('LOGIN', {
      step: 'start',
      version: [1, 0],
      username: 'Ana',
      startLoginRequest: 'AAAA',
    });
    hurried.refuse('RATE_LIMITED', { retryAfter: 2000 });
    expect(replies).toEqual([failure('RATE_LIMITED')]);
    hurried.end();
  });

  it('are bounded in number and size', () => {
    rig.signIn();
    const many = Array.from({ length: 300 }, () => rig.ask('LIST_PEERS', {}));
    expect(many.filter((replies) => replies.length === 0)).toHaveLength(256);
    expect(many.at(-1)).toEqual([failure('RATE_LIMITED')]);
    expect(rig.socket.sent).toHaveLength(257);
    rig.session.dispose();
    expect(many.every((replies) => replies.length === 1)).toBe(true);
    make();
    rig.signIn();
    expect(rig.ask('ROOM_OPS', { roomId: 'x'.repeat(80_000) })).toEqual([failure('TOO_LARGE')]);
    expect(rig.socket.sent).toHaveLength(1);
  });

  it('do not hide what a callback throws', () => {
    rig.signIn();
    rig.session.request('LIST_PEERS', {}, () => {
      throw new Error('mine');
    });
    expect(() => rig.answer({ peers: [] })).toThrow('mine');
    expect(rig.session.state.kind).toBe('signedIn');
  });

  it('end with LOGOUT', () => {
    rig.signIn();
    rig.ask('LOGOUT', {});
    rig.answer();
    expect(rig.session.state).toEqual({ kind: 'offline' });
    rig.clock.advance(3_600_000);
    expect(rig.dials).toBe(1);
  });

  it('are all settled by dispose, and nothing is heard afterwards', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
    const before = rig.states.length;
    rig.session.dispose();
    expect(replies).toEqual([failure('OFFLINE')]);
    expect(rig.ask('LIST_PEERS', {})).toEqual([failure('OFFLINE')]);
    rig.session.start();
    rig.session.retryNow();
    expect([rig.dials, rig.states.length]).toEqual([1, before]);
  });
});

describe('TrackerSession passes pushes on', () => {
  it('once signed in, known ones only', () => {
    rig.session.start();
    const peers = { status: 'PEER_UPDATE', peers: [] };
    rig.socket.open();
    rig.socket.say(peers);
    rig.socket.say(hello);
    rig.socket.say(peers);
    rig.accept();
    rig.socket.say(peers);
    rig.socket.say({ status: 'SOMETHING_NEW', peers: [] });
    rig.socket.say(hello);
    expect(rig.pushes).toEqual([peers]);
    expect(rig.kinds).toEqual(['connecting', 'greeted', 'signedIn']);
  });

  it('and is not shaken by garbage', () => {
    rig.signIn();
    const replies = rig.ask('LIST_PEERS', {});
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
      rig.socket.text(text);
    expect([rig.session.state.kind, replies.length, rig.pushes.length]).toEqual(['signedIn', 0, 0]);
  });

  it('without hiding what a listener throws', () => {
    rig.session.onPush(() => {
      throw new Error('mine');
    });
    rig.signIn();
    expect(() => rig.socket.say({ status: 'PEER_UPDATE', peers: [] })).toThrow('mine');
  });
});
