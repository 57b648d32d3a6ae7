import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionRig } from '../../support/session-rig.ts';

let rig: SessionRig;
const make = (...options: ConstructorParameters<typeof SessionRig>): void => {
  rig = new SessionRig(...options);
};
const failure = (code: string): object => expect.objectContaining({ code }) as object;

beforeEach(() => make());
afterEach(() => expect(rig.end()).toEqual({ timers: 0, sockets: 0 }));

/** The waits after one failure after the other. */
const waits = (): number[] => {
  const seen: number[] = [];
  rig.session.start();
  for (let i = 0; i < 9; i++) {
    rig.socket.close('refused');
    seen.push(rig.wait);
    rig.clock.advance(rig.wait);
  }
  return seen;
};

describe('TrackerSession comes back', () => {
  it('with waits between half a second and a growing ceiling', () => {
    make({}, 0);
    expect(waits()).toEqual(Array(9).fill(500));
    rig.session.dispose();
    make({}, 1);
    expect(waits()).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000].map((most) => most + 999));
  });

  it('faster again after a connection that held', () => {
    make({}, 1);
    waits();
    rig.greet();
    rig.accept();
    rig.clock.advance(20_000);
    rig.socket.heard();
    rig.clock.advance(10_000);
    rig.socket.close('gone');
    expect(rig.wait).toBe(1499);
  });

  it('not faster after one that was cut at once', () => {
    make({}, 1);
    waits();
    rig.greet();
    rig.accept();
    rig.socket.close('gone');
    expect(rig.wait).toBe(8999);
  });

  it('no sooner than a restarting tracker wishes, and no later than ten minutes', () => {
    rig.signIn();
    rig.socket.say({ status: 'RESTARTING', reconnectIn: 7000 });
    expect(rig.session.state.kind).toBe('signedIn');
    rig.socket.close('closed with 1012');
    expect(rig.wait).toBe(7000);
    rig.clock.advance(7000);
    rig.greet();
    rig.socket.say({ status: 'RESTARTING', reconnectIn: 1e12 });
    rig.socket.close('closed with 1012');
    expect(rig.wait).toBe(600_000);
  });

  it('not faster after one that was greeted for long, but never signed in', () => {
    make({}, 1);
    waits();
    rig.greet();
    rig.accept();
    rig.socket.close('gone');
    rig.clock.advance(rig.wait);
    rig.greet();
    rig.clock.advance(14_000);
    rig.socket.heard();
    rig.socket.close('gone');
    rig.clock.advance(rig.wait);
    rig.clock.advance(19_999);
    rig.socket.close('gone');
    expect(rig.wait).toBe(8999);
  });

  it('holding to the wish of a tracker only once', () => {
    rig.signIn();
    rig.socket.say({ status: 'RESTARTING', reconnectIn: 70_000 });
    rig.socket.close('closed with 1012');
    rig.clock.advance(rig.wait);
    rig.socket.close('refused');
    expect(rig.wait).toBe(500);
  });

  it('no sooner than a tracker wishes that has too many connections', () => {
    rig.session.start();
    rig.socket.open();
    rig.socket.say({ id: null, status: 'ERROR', code: 'RATE_LIMITED', msg: 'no', retryAfter: 9000 });
    rig.socket.close('closed with 1013');
    expect(rig.wait).toBe(9000);
  });

  it('at once when a person wants it, and only then', () => {
    rig.session.start();
    rig.session.retryNow();
    expect(rig.dials).toBe(1);
    rig.socket.close('refused');
    rig.session.retryNow();
    expect(rig.dials).toBe(2);
    rig.clock.advance(1000);
    expect(rig.dials).toBe(2);
  });

  it('when nobody says HELLO', () => {
    rig.session.start();
    rig.socket.open();
    rig.clock.advance(20_000);
    expect(rig.session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
    expect(rig.socket.disposed).toBe(true);
  });

  it('when AUTH is never answered', () => {
    rig.session.start();
    rig.greet();
    for (let i = 0; i < 15; i++) {
      rig.clock.advance(1000);
      rig.socket.heard();
    }
    expect(rig.session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
  });

  it('when the socket takes nothing more', () => {
    rig.signIn();
    rig.socket.full = true;
    expect(rig.ask('LIST_PEERS', {})).toEqual([failure('TRACKER_UNREACHABLE')]);
    expect(rig.session.state.kind).toBe('waiting');
  });
});

describe('TrackerSession watches', () => {
  it('asks every 12 s and hangs up after 25 s of silence', () => {
    rig.signIn();
    rig.clock.advance(24_999);
    expect(rig.socket.pings).toBe(2);
    expect(rig.session.state.kind).toBe('signedIn');
    rig.clock.advance(51);
    expect(rig.session.state).toMatchObject({ kind: 'waiting', cause: failure('TRACKER_UNREACHABLE') });
  });

  it('takes any sign for life', () => {
    rig.signIn();
    for (let i = 0; i < 20; i++) {
      rig.clock.advance(20_000);
      if (i % 2 === 0) rig.socket.heard();
      else rig.socket.text('whatever');
    }
    expect(rig.session.state.kind).toBe('signedIn');
  });

  it('does not take its own stall for the death of the tracker', () => {
    rig.signIn();
    rig.clock.stall(120_000);
    rig.clock.advance(4900);
    expect(rig.session.state.kind).toBe('signedIn');
    rig.socket.heard();
    rig.clock.advance(24_000);
    expect(rig.session.state.kind).toBe('signedIn');
    rig.clock.stall(120_000);
    rig.clock.advance(5000);
    expect(rig.session.state.kind).toBe('waiting');
  });
});
