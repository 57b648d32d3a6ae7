import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, toBase64url } from '../../../common/base/index.ts';
import { encodeNameRecord } from '../../../common/log/index.ts';
import { testCrypto } from '../../support/crypto.ts';
import { testPerson } from '../../support/people.ts';
import { TestTrackerKeys } from '../../support/tracker-keys.ts';
import type { Hello } from '../../../src/tracker-client/index.ts';
import { auth, certificate, hello, keys, proof, SessionRig } from '../../support/session-rig.ts';

let rig: SessionRig;
const make = (...options: ConstructorParameters<typeof SessionRig>): void => {
  rig = new SessionRig(...options);
};
/** A right answer to the last step. */
const said = (): object => {
  const nonces = { nonce: new Uint8Array(32), clientNonce: rig.session.hello?.clientNonce ?? new Uint8Array(0) };
  return keys.signedIn({ ...ana, user: 'Ana', ...nonces });
};
const ana = testPerson(1, 'Ana').device(1).certificate;
/** As the right one, signed by somebody else. */
const forged = (): string => {
  const fields = { tracker: keys.id, identity: ana.identity, made: 1, username: 'Ana' };
  return toBase64url(encodeNameRecord(fields, testCrypto(9).sign));
};
const failure = (code: string): object => expect.objectContaining({ code }) as object;

beforeEach(() => make());
afterEach(() => expect(rig.end()).toEqual({ timers: 0, sockets: 0 }));

describe('TrackerSession signs in', () => {
  it('by device key after HELLO', () => {
    rig.session.start();
    expect(rig.session.hello).toBeUndefined();
    rig.greet();
    expect(rig.session.hello).toMatchObject({ tracker: { id: keys.id, name: 'Test' } });
    expect(rig.socket.sent).toEqual([{ id: 1, cmd: 'AUTH', ...auth }]);
    rig.accept();
    expect(rig.kinds).toEqual(['connecting', 'greeted', 'signedIn']);
  });

  it('with what it keeps of its account, where the tracker has forgotten it', () => {
    const { clientNonce, signature } = proof;
    const nameRecord = toBase64url(
      encodeNameRecord({ tracker: keys.id, identity: ana.identity, made: 1, username: 'Ana' }, keys.crypto.sign),
    );
    const back = { version: [1, 0], username: 'Ana', nameRecord, certificate, clientNonce, signature };
    make({ restore: () => back });
    rig.session.start();
    rig.greet();
    rig.refuse('ACCOUNT_LOST');
    expect(rig.socket.sent.at(-1)).toEqual({ id: 2, cmd: 'RESTORE_ACCOUNT', ...back });
    rig.answer(said());
    expect(rig.kinds).toEqual(['connecting', 'greeted', 'signedIn']);
  });

  it.each(['NAME_TAKEN', 'ACCOUNT_LOST', 'BAD_CREDENTIALS'] as const)(
    'not again where it cannot come back: %s is told, and not tried for ever',
    (code) => {
      const back = { version: [1, 0], username: 'Ana', nameRecord: 'AAAA', certificate, ...proof };
      make({ restore: () => back });
      rig.session.start();
      rig.greet();
      rig.refuse('ACCOUNT_LOST');
      rig.refuse(code);
      expect(rig.session.state).toEqual({ kind: 'offline', cause: failure(code) });
    },
  );

  it('not where the tracker has forgotten it and it has nothing to come back with', () => {
    rig.session.start();
    rig.greet();
    rig.refuse('ACCOUNT_LOST');
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('ACCOUNT_LOST') });
    expect(rig.socket.sent).toHaveLength(1);
  });

  it('is shown the HELLO whose nonce it must sign', () => {
    const seen: Hello[] = [];
    make({ auth: (greeting) => (seen.push(greeting), undefined) });
    rig.session.start();
    rig.greet();
    expect(seen).toEqual([rig.session.hello]);
    expect(seen[0]).toMatchObject({ nonce: new Uint8Array(32), tracker: { signKey: keys.crypto.publicKey } });
    expect(rig.session.state.kind).toBe('greeted');
    expect(rig.socket.sent).toEqual([]);
  });

  it('when a person registers or logs in', () => {
    const vault = { v: 1 as const, salt: 'A'.repeat(43), iv: 'A'.repeat(16), ct: 'A'.repeat(64) };
    const finish = {
      step: 'finish',
      username: 'Ana',
      registrationRecord: 'AAAA',
      certificate,
      vault,
      ...proof,
    } as const;
    for (const last of [
      (): void => void rig.ask('REGISTER', finish),
      (): void => void rig.ask('LOGIN', { step: 'device', certificate, ...proof }),
    ]) {
      make({ auth: () => undefined });
      rig.session.start();
      rig.greet();
      const start = rig.ask('LOGIN', { step: 'start', version: [1, 0], username: 'Ana', startLoginRequest: 'AAAA' });
      rig.answer({ loginResponse: 'BBBB' });
      expect(start).toEqual([expect.objectContaining({ loginResponse: 'BBBB' })]);
      expect(rig.session.state.kind).toBe('greeted');
      last();
      rig.accept();
      expect(rig.session.state.kind).toBe('signedIn');
      rig.session.dispose();
    }
  });

  it('and tells its state before the reply', () => {
    make({ auth: () => undefined });
    rig.session.start();
    rig.greet();
    const seen: string[] = [];
    rig.session.onDidChangeState(({ kind }) => seen.push(kind));
    rig.session.request('AUTH', auth, () => seen.push('reply'));
    rig.accept();
    expect(seen).toEqual(['signedIn', 'reply']);
  });

  it.each(['VERSION', 'BAD_CREDENTIALS', 'REVOKED'])('stops for good when AUTH is refused with %s', (code) => {
    rig.session.start();
    rig.greet();
    rig.refuse(code);
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure(code) });
    rig.clock.advance(3_600_000);
    expect(rig.dials).toBe(1);
    rig.session.retryNow();
    expect(rig.dials).toBe(2);
  });

  it.each([
    ['RATE_LIMITED', 45_000, 45_000],
    ['DEVICE_CLONED', undefined, 300_000],
    ['INTERNAL', undefined, 500],
  ])('comes back after %s (retryAfter %s) in %s ms', (code, retryAfter, wait) => {
    rig.session.start();
    rig.greet();
    rig.refuse(code, retryAfter === undefined ? {} : { retryAfter });
    expect(rig.session.state).toEqual({ kind: 'waiting', retryAt: rig.clock.wall() + wait, cause: failure(code) });
    rig.clock.advance(wait - 1);
    expect(rig.dials).toBe(1);
    rig.clock.advance(1);
    expect(rig.dials).toBe(2);
  });

  it('and survives an `auth` that throws', () => {
    make({
      auth: () => {
        throw new Error('no key');
      },
    });
    rig.session.start();
    rig.greet();
    expect(rig.session.state.kind).toBe('waiting');
  });
});

describe('TrackerSession refuses', () => {
  it('another major version', () => {
    rig.session.start();
    rig.greet({ ...hello, version: [2, 0] });
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('VERSION') });
  });

  it('but takes a newer minor one', () => {
    rig.session.start();
    rig.greet({ ...hello, version: [1, 7], more: true });
    expect(rig.session.state.kind).toBe('greeted');
  });

  it('another tracker than the pinned one', () => {
    make({ pinned: '00'.repeat(32) });
    rig.session.start();
    rig.greet();
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('TRACKER_CHANGED') });
    expect(rig.socket.sent).toEqual([]);
  });

  it('keys that are not those of the id, whatever it is called', () => {
    make({ pinned: keys.id });
    rig.session.start();
    rig.greet(new TestTrackerKeys(testCrypto(9)).hello('Test', new Uint8Array(32), 1));
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('TRACKER_CHANGED') });
  });

  it('another tracker than the one of the connection that signed in, from then on', () => {
    rig.signIn();
    rig.socket.close('gone');
    rig.clock.advance(rig.wait);
    rig.greet(new TestTrackerKeys(testCrypto(9)).hello('Test', new Uint8Array(32), 1));
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('TRACKER_CHANGED') });
    expect(rig.socket.sent).toEqual([]);
  });

  it('nobody who has only been greeted by another one', () => {
    rig.session.start();
    rig.greet(new TestTrackerKeys(testCrypto(9)).hello('Test', new Uint8Array(32), 1));
    rig.socket.close('gone');
    rig.clock.advance(rig.wait);
    rig.greet();
    expect(rig.session.state.kind).toBe('greeted');
  });

  it.each([
    ['does not sign', (): void => rig.answer({ ...said(), trackerSignature: 'A'.repeat(86) })],
    ['signed another connection', (): void => rig.accept(keys, new Uint8Array(32).fill(1))],
    ['has another key than it says', (): void => rig.accept(new TestTrackerKeys(testCrypto(9)))],
    ['gives the name record of another identity', (): void => rig.answer({ ...said(), identity: 'ef'.repeat(32) })],
    ['gives the name record of another name', (): void => rig.answer({ ...said(), user: 'Bia' })],
    ['gives a name record of its own making', (): void => rig.answer({ ...said(), nameRecord: forged() })],
    ['gives no name record that could be one', (): void => rig.answer({ ...said(), nameRecord: 'AAAA' })],
  ])('a sign-in of which the tracker %s', (_what, reply) => {
    const replies: unknown[] = [];
    make({ auth: () => undefined });
    rig.session.start();
    rig.greet();
    rig.session.request('AUTH', auth, (answer) => replies.push(answer));
    reply();
    expect(replies).toEqual([failure('TRACKER_CHANGED')]);
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('TRACKER_CHANGED') });
    expect(rig.kinds).not.toContain('signedIn');
  });

  it('an address that its socket refuses', () => {
    rig.session.start();
    rig.socket.close('no', new AppError('BAD_REQUEST', 'no'));
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('BAD_REQUEST') });
  });

  it('to fight with another program of the same device', () => {
    rig.signIn();
    rig.socket.say({ status: 'REPLACED' });
    expect(rig.session.state).toEqual({ kind: 'offline', cause: failure('DEVICE_CLONED') });
    rig.clock.advance(3_600_000);
    expect(rig.dials).toBe(1);
  });
});
