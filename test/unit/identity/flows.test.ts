import { foldName } from '../../../common/text/index.ts';
import { testCrypto } from '../../support/crypto.ts';
import { TestTrackerKeys } from '../../support/tracker-keys.ts';
import * as opaque from '@serenity-kit/opaque';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, fromBase64url, toBase64url } from '../../../common/base/index.ts';
import {
  decodeCertificate,
  decodeDeviceCertificate,
  verifyCertificate,
  verifyDeviceCertificate,
} from '../../../common/log/index.ts';
import { idBytes, type DeviceCertificate, type IdentityKey } from '../../../common/model/index.ts';
import { authMessage, type Vault } from '../../../common/protocol/tracker/index.ts';
import {
  authRequest,
  nodeCrypto,
  OpaqueClient,
  registerFlow,
  signInFlow,
  type Ask,
  type SignedIn,
  type SignInContext,
} from '../../../src/identity/index.ts';

const crypto = nodeCrypto();
const password = 'correct horse';

interface Registered {
  readonly user: string;
  readonly record: string;
  readonly certificate: DeviceCertificate;
  vault: Vault;
}

/** As much of a tracker as sign-in meets: OPAQUE's server side and one table. It checks what a tracker must check. */
class FakeTracker {
  readonly setup: string;
  readonly keys: TestTrackerKeys;
  readonly users: Map<string, Registered>;
  readonly hello: SignInContext['hello'];
  readonly devices: string[];
  /** Everything that was ever said to it. */
  heard: string;
  #login: { fold: string; state: string } | undefined;

  /** A new one, or one that has been told the same as `other`. */
  constructor(other?: FakeTracker) {
    this.setup = other?.setup ?? opaque.server.createSetup();
    const opaqueKey = fromBase64url(opaque.server.getPublicKey(this.setup));
    this.keys = new TestTrackerKeys(testCrypto(7), opaqueKey);
    const nonces = { nonce: new Uint8Array(32).fill(5), clientNonce: new Uint8Array(32).fill(6) };
    this.hello = { ...nonces, tracker: this.keys };
    this.users = new Map([...(other?.users ?? [])].map(([fold, user]) => [fold, { ...user }]));
    this.devices = [...(other?.devices ?? [])];
    this.heard = other?.heard ?? '';
  }

  readonly ask = (async (verb: string, params: Record<string, string>): Promise<unknown> => {
    this.heard += JSON.stringify(params);
    switch (`${verb} ${params['step']}`) {
      case 'REGISTER start':
        return this.#registerStart(params);
      case 'REGISTER finish':
        return this.#registerFinish(params as never);
      case 'LOGIN start':
        return this.#loginStart(params);
      case 'LOGIN finish':
        return this.#loginFinish(params);
      default:
        return this.#signedIn(params);
    }
  }) as unknown as Ask;

  #registerStart({ username = '', registrationRequest = '' }: Record<string, string>): unknown {
    if (this.users.has(foldName(username))) throw new AppError('NAME_TAKEN', 'taken');
    const userIdentifier = foldName(username);
    return opaque.server.createRegistrationResponse({ serverSetup: this.setup, userIdentifier, registrationRequest });
  }

  #registerFinish(
    params: Record<'username' | 'registrationRecord' | 'certificate', string> & { vault: Vault },
  ): unknown {
    const certificate = decodeDeviceCertificate(fromBase64url(params.certificate) ?? new Uint8Array(0));
    const { username: user, registrationRecord: record, vault } = params;
    this.users.set(foldName(user), { user, record, certificate, vault });
    return this.#signedIn(params as never);
  }

  #loginStart({ username = '', startLoginRequest = '' }: Record<string, string>): unknown {
    const fold = foldName(username);
    const { serverLoginState, loginResponse } = opaque.server.startLogin({
      serverSetup: this.setup,
      userIdentifier: fold,
      registrationRecord: this.users.get(fold)?.record ?? null,
      startLoginRequest,
      identifiers: { client: fold, server: this.keys.id },
    });
    this.#login = { fold, state: serverLoginState };
    return { loginResponse };
  }

  #loginFinish({ finishLoginRequest = '' }: Record<string, string>): unknown {
    const { fold = '', state: serverLoginState = '' } = this.#login ?? {};
    opaque.server.finishLogin({
      serverLoginState,
      finishLoginRequest,
      identifiers: { client: fold, server: this.keys.id },
    });
    const user = this.users.get(fold);
    return { user: user?.user, identity: user?.certificate.identity, vault: user?.vault };
  }

  #signedIn({ certificate = '', signature = '' }: Record<string, string>): unknown {
    const cert = decodeDeviceCertificate(fromBase64url(certificate) ?? new Uint8Array(0));
    const { user = '' } = [...this.users.values()].find((one) => one.certificate.identity === cert.identity) ?? {};
    const message = authMessage(this.hello.nonce, this.keys.id, user, cert.device);
    expect(verifyDeviceCertificate(crypto, cert)).toBe(true);
    expect(crypto.verify(idBytes(cert.device), message, fromBase64url(signature) ?? new Uint8Array(0))).toBe(true);
    this.devices.push(cert.device);
    return this.keys.signedIn({ ...cert, user, ...this.hello });
  }
}

let client: OpaqueClient;
/** Of her the trackers of all tests know: to stretch her password anew for each takes longer than most tests. */
let withAna: FakeTracker;
let tracker: FakeTracker;
let ana: SignedIn;
const context = (change: Partial<SignInContext> = {}): SignInContext => ({
  ask: tracker.ask,
  opaque: client,
  hello: tracker.hello,
  deviceName: 'Laptop of Ana\u0000\u202e '.padEnd(90, '😀'),
  now: 1_700_000_000_000,
  ...change,
});
const named = (username: string): { username: string; password: string } => ({ username, password });

beforeAll(async () => {
  await opaque.ready;
  client = new OpaqueClient({ workerFile: new URL('../../../src/identity/opaque-worker.ts', import.meta.url) });
  tracker = withAna = new FakeTracker();
  ana = await registerFlow(context(), named('Ana'));
});
afterAll(() => client.close());
beforeEach(() => {
  tracker = new FakeTracker(withAna);
});

describe('registerFlow', () => {
  it('makes an identity and a device that it certified', () => {
    const certificate = decodeCertificate(ana.certificate);
    expect(certificate).toMatchObject({
      identity: ana.identity,
      device: ana.device,
      username: 'Ana',
      created: 1_700_000_000_000,
    });
    expect(certificate.deviceName).toMatch(/^Laptop of Ana 😀+$/u);
    expect([ana.trackerId, ana.username]).toEqual([tracker.keys.id, 'Ana']);
    expect(certificate.name.bytes).toEqual(tracker.keys.nameRecord(ana.identity, 'Ana'));
    expect(verifyCertificate(crypto, { id: ana.trackerId, signKey: ana.signKey }, certificate)).toBe(true);
    expect(ana.identity).not.toBe(ana.device);
  });

  it('tells the tracker neither the password nor the device seed', () => {
    for (const secret of [password, toBase64url(ana.deviceSeed)]) expect(tracker.heard).not.toContain(secret);
  });

  it('trims and normalises what a person types', async () => {
    expect((await registerFlow(context(), named(' Jose\u0301 '))).username).toBe('Jos\u00e9');
  });

  it.each([
    ['a name that cannot be one', { username: 'a\u0000b', password }, 'NAME_INVALID'],
    ['a short password', { username: 'Bia', password: 'short' }, 'BAD_REQUEST'],
    ['a name that is taken, in any case', named('ANA'), 'NAME_TAKEN'],
  ])('refuses %s', async (_what, credentials, code) => {
    await expect(registerFlow(context(), credentials)).rejects.toMatchObject({ code });
  });

  it('leaves a tracker that does not have the key it announces', async () => {
    const hello = { ...tracker.hello, tracker: new TestTrackerKeys(testCrypto(7)) };
    await expect(registerFlow(context({ hello }), named('Bia'))).rejects.toMatchObject({ code: 'TRACKER_CHANGED' });
    expect(tracker.users.has('bia')).toBe(false);
  });
});

describe('signInFlow', () => {
  it('makes a second device of the same identity', async () => {
    const second = await signInFlow(context(), named('ana'));
    expect([second.identity, second.username]).toEqual([ana.identity, 'Ana']);
    expect(second.device).not.toBe(ana.device);
    expect(decodeCertificate(second.certificate)).toMatchObject({ identity: ana.identity, device: second.device });
    expect(tracker.devices).toEqual([ana.device, second.device]);
  });

  it('goes on as the device that this installation is', async () => {
    expect(await signInFlow(context(), named('Ana'), ana)).toEqual(ana);
    expect(tracker.devices).toEqual([ana.device, ana.device]);
  });

  it('becomes a new device when the key is gone or the name belongs to somebody else now', async () => {
    const { deviceSeed: _, ...keyless } = ana;
    expect((await signInFlow(context(), named('Ana'), keyless)).device).not.toBe(ana.device);
    const stranger = { ...ana, identity: '12'.repeat(32) as IdentityKey };
    expect((await signInFlow(context(), named('Ana'), stranger)).device).not.toBe(ana.device);
  });

  it.each([
    ['a wrong password', { username: 'Ana', password: 'wrong horse' }],
    ['an unknown user', { username: 'Zoe', password }],
  ])('says BAD_CREDENTIALS for %s, and works afterwards', async (_what, credentials) => {
    await expect(signInFlow(context(), credentials)).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
    await expect(signInFlow(context(), named('Ana'), ana)).resolves.toBeDefined();
  });

  it('leaves a tracker that does not have the key it announces, before it proves anything', async () => {
    const hello = { ...tracker.hello, tracker: new TestTrackerKeys(testCrypto(7)) };
    await expect(signInFlow(context({ hello }), named('Ana'))).rejects.toMatchObject({
      code: expect.stringMatching(/^(TRACKER_CHANGED|BAD_CREDENTIALS)$/) as string,
    });
    expect(tracker.devices).toEqual([ana.device]);
  });

  it('does not become somebody else whom the tracker names', async () => {
    const registered = tracker.users.get('ana');
    if (registered === undefined) throw new Error('not registered');
    tracker.users.set('ana', { ...registered, user: 'Bia' });
    await expect(signInFlow(context(), named('Ana'), ana)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('certifies nothing for a tracker that swaps the identity', async () => {
    const registered = tracker.users.get('ana');
    if (registered === undefined) throw new Error('not registered');
    const other = { ...registered.certificate, identity: '12'.repeat(32) as IdentityKey };
    tracker.users.set('ana', { ...registered, certificate: other });
    await expect(signInFlow(context(), named('Ana'))).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

describe('authRequest', () => {
  it('signs this connection with the device key', () => {
    const { username, device, signature, version } = authRequest(tracker.hello, ana);
    expect([username, device, version]).toEqual(['Ana', ana.device, [1, 0]]);
    const message = authMessage(tracker.hello.nonce, tracker.keys.id, 'Ana', ana.device);
    expect(crypto.verify(idBytes(ana.device), message, fromBase64url(signature) ?? new Uint8Array(0))).toBe(true);
  });
});
