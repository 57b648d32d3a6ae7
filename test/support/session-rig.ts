import { AppError, toBase64url } from '../../common/base/index.ts';
import type { Push, ReplyOf, RequestOf, Verb } from '../../common/protocol/tracker/index.ts';
import { TrackerSession, type TrackerSessionOptions, type TrackerState } from '../../src/tracker-client/index.ts';
import { FakeTracker, type FakeTextSocket } from './fake-text-socket.ts';
import { testCrypto } from './crypto.ts';
import { testPerson } from './people.ts';
import { TestTrackerKeys } from './tracker-keys.ts';
import { fixedRandom, ManualClock } from './manual-clock.ts';

export const keys: TestTrackerKeys = new TestTrackerKeys(testCrypto(7));
const nonce = new Uint8Array(32);
export const hello: object = keys.hello('Test', nonce, 1);
const ana = testPerson(1, 'Ana').device(1).certificate;
/** What the last step of a sign-in carries, and her certificate. */
export const proof = { signature: 'A'.repeat(86), clientNonce: toBase64url(nonce) };
export const certificate: string = toBase64url(ana.own.bytes);
export const auth: RequestOf<'AUTH'> = { version: [1, 0], username: 'Ana', device: ana.device, ...proof };

/** A tracker session between a clock and a tracker that a test moves by hand. */
export class SessionRig {
  readonly clock = new ManualClock();
  readonly tracker = new FakeTracker();
  readonly states: TrackerState[] = [];
  readonly pushes: Push[] = [];
  readonly session: TrackerSession;

  /** `where` in its range every random number falls: 0 is the least, 1 the most. */
  constructor(options: Partial<TrackerSessionOptions> = {}, where = 0) {
    const env = { clock: this.clock, random: fixedRandom(where), crypto: testCrypto(8) };
    const all = { url: 'ws://localhost:6060', auth: () => auth, ...options };
    this.session = new TrackerSession(env, this.tracker.open, all);
    this.session.onDidChangeState((state) => this.states.push(state));
    this.session.onPush((push) => this.pushes.push(push));
  }

  get socket(): FakeTextSocket {
    return this.tracker.socket;
  }

  /** The states so far. */
  get kinds(): string[] {
    return this.states.map(({ kind }) => kind);
  }

  /** How often the session has dialled. */
  get dials(): number {
    return this.tracker.sockets.length;
  }

  /** Milliseconds until it will by itself. */
  get wait(): number {
    return (this.session.state.retryAt ?? Number.NaN) - this.clock.wall();
  }

  greet(greeting: object = hello): void {
    this.socket.open();
    this.socket.say(greeting);
  }

  /** Answers the last request that was sent. */
  answer(fields: object = {}): void {
    this.socket.say({ id: this.socket.sent.at(-1)?.['id'], status: 'OK', ...fields });
  }

  refuse(code: string, more: object = {}): void {
    this.socket.say({ id: this.socket.sent.at(-1)?.['id'], status: 'ERROR', code, msg: 'no', ...more });
  }

  /** Answers AUTH, or the last step of a sign-in, as the tracker of `by` would. */
  accept(by: TestTrackerKeys = keys, clientNonce: Uint8Array = this.session.hello?.clientNonce ?? nonce): void {
    this.answer(by.signedIn({ ...ana, user: 'Ana', nonce, clientNonce }));
  }

  signIn(): void {
    this.session.start();
    this.greet();
    this.accept();
  }

  /** A request, and every answer that it ever gets. */
  ask<V extends Verb>(verb: V, params: RequestOf<V>): (ReplyOf<V> | AppError)[] {
    const replies: (ReplyOf<V> | AppError)[] = [];
    this.session.request(verb, params, (reply) => replies.push(reply));
    return replies;
  }

  /** Ends the session. What it leaves behind, for a test to find empty. */
  end(): { timers: number; sockets: number } {
    this.session.dispose();
    const sockets = this.tracker.sockets.filter(({ disposed }) => !disposed).length;
    return { timers: this.clock.waiting, sockets };
  }
}
