import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../common/base/index.ts';
import { hello, proof, SessionRig } from '../support/session-rig.ts';

type Step = (rig: SessionRig, replies: unknown[][]) => void;
const step = (name: string, run: Step): fc.Arbitrary<Step> => fc.constant(named(name, run));
/** So that a counterexample can be read. */
const named = (name: string, run: Step): Step => Object.assign(run, { toString: () => name });

const toSocket = (name: string, run: (rig: SessionRig) => void): fc.Arbitrary<Step> =>
  step(name, (rig) => {
    if (rig.dials > 0) run(rig);
  });
const status = fc.constantFrom('OK', 'ERROR', 'HELLO', 'RESTARTING', 'REPLACED', 'PEER_UPDATE', 'ROOM_UPDATE', 'NEW');
const code = fc.constantFrom(
  'RATE_LIMITED',
  'BAD_CREDENTIALS',
  'DEVICE_CLONED',
  'INTERNAL',
  'ROOM_UNKNOWN',
  'NO_SUCH_CODE',
);
const message = fc.record(
  {
    id: fc.oneof(fc.integer({ min: -1, max: 12 }), fc.constant(null), fc.string()),
    status: fc.oneof(status, status, fc.jsonValue()),
    code,
    msg: fc.constant('no'),
    retryAfter: fc.oneof(fc.integer({ min: -5, max: 20_000 }), fc.constant(1e300)),
    reconnectIn: fc.integer({ min: -5, max: 20_000 }),
    peers: fc.oneof(fc.constant([]), fc.jsonValue()),
    user: fc.constant('Ana'),
    identity: fc.constant('ef'.repeat(32)),
    device: fc.constant('cd'.repeat(32)),
  },
  { requiredKeys: ['status'] },
);

const steps = fc.oneof(
  step('start', (rig) => rig.session.start()),
  step('retryNow', (rig) => rig.session.retryNow()),
  toSocket('greet', (rig) => rig.socket.say(hello)),
  toSocket('accept', (rig) => rig.accept()),
  toSocket('heard', (rig) => rig.socket.heard()),
  toSocket('close', (rig) => rig.socket.close('gone')),
  toSocket('refused', (rig) => rig.socket.close('no', new AppError('BAD_REQUEST', 'no'))),
  toSocket('full', (rig) => (rig.socket.full = true)),
  step('request', (rig, replies) => replies.push(rig.ask('LIST_PEERS', {}))),
  step('logout', (rig, replies) => replies.push(rig.ask('LOGOUT', {}))),
  step('login', (rig, replies) => replies.push(rig.ask('LOGIN', { step: 'device', certificate: 'AAAA', ...proof }))),
  fc.integer({ min: 0, max: 40_000 }).map((ms) => named(`advance ${ms}`, (rig) => rig.clock.advance(ms))),
  fc.integer({ min: 0, max: 90_000 }).map((ms) => named(`stall ${ms}`, (rig) => rig.clock.stall(ms))),
  message.map((value) => named(`say ${JSON.stringify(value)}`, (rig) => rig.dials > 0 && rig.socket.say(value))),
  fc.string().map((text) => named(`text ${JSON.stringify(text)}`, (rig) => rig.dials > 0 && rig.socket.text(text))),
);

it('whatever a tracker does: one socket at a time, every request settled once, nothing left behind', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), (run) => {
      const rig = new SessionRig({}, 0.5);
      const replies: unknown[][] = [];
      for (const each of run) {
        each(rig, replies);
        openNew(rig);
        expect(rig.tracker.sockets.filter(({ disposed }) => !disposed).length).toBeLessThanOrEqual(1);
        expect(replies.every((all) => all.length <= 1)).toBe(true);
      }
      expect(rig.end()).toEqual({ timers: 0, sockets: 0 });
      expect(replies.every((all) => all.length === 1)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** Sockets open by themselves, once. */
const opened = new WeakSet<object>();
const openNew = (rig: SessionRig): void => {
  for (const socket of rig.tracker.sockets) {
    if (opened.has(socket)) continue;
    opened.add(socket);
    socket.open();
  }
};
