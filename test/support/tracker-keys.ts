import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { fromBase64url, toBase64url } from '../../common/base/index.ts';
import { encodeNameRecord } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../common/model/index.ts';
import { trackerAuthMessage, trackerIdOf, type Push, type ReplyOf } from '../../common/protocol/tracker/index.ts';
import { testCrypto, type TestCrypto } from './crypto.ts';

interface SigningIn {
  readonly user: string;
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** 32 bytes each. */
  readonly nonce: Uint8Array;
  readonly clientNonce: Uint8Array;
}

/** Who a tracker of the tests is; `opaqueKey` is that of a library behind it, if there is one. */
export class TestTrackerKeys {
  readonly id: string;
  readonly opaqueKey: Uint8Array;
  readonly crypto: Pick<TestCrypto, 'publicKey' | 'sha256' | 'sign'>;

  constructor(crypto: TestTrackerKeys['crypto'], opaqueKey: Uint8Array = new Uint8Array(32).fill(9)) {
    this.crypto = crypto;
    this.opaqueKey = opaqueKey;
    this.id = trackerIdOf(crypto, { opaqueKey, signKey: crypto.publicKey });
  }

  get signKey(): Uint8Array {
    return this.crypto.publicKey;
  }

  hello(name: string, nonce: Uint8Array, time: number): Extract<Push, { status: 'HELLO' }> {
    const keys = { opaqueKey: toBase64url(this.opaqueKey), signKey: toBase64url(this.crypto.publicKey) };
    return { status: 'HELLO', version: [1, 0], tracker: { name, ...keys }, nonce: toBase64url(nonce), time };
  }

  nameRecord(identity: IdentityKey, username: string, made = 1_700_000_000_000): Uint8Array {
    return encodeNameRecord({ tracker: this.id, identity, made, username }, this.crypto.sign);
  }

  /** The fields of the reply that signs this device in. */
  signedIn({ user, identity, device, nonce, clientNonce }: SigningIn): ReplyOf<'AUTH'> {
    return {
      user,
      identity,
      device,
      nameRecord: toBase64url(this.nameRecord(identity, user)),
      trackerSignature: toBase64url(this.crypto.sign(trackerAuthMessage(clientNonce, nonce, this.id, asHex(device)))),
    };
  }
}

/** A server setup of OPAQUE, and the public key of it; what is signed with follows from it. */
export const testSetup =
  'bHWKzlSS8kTUfWam1vsBgSPqOHwaktEvY2XECojy_5r7wAEM2Q4iphk0HPXeoW1ZqrlHP8e4kFQ0xT6kDd_yZcB0CsU7CBGieKJq-7XjkmuhjyiSLi_T4fPvgWaSKeABmi5QcXdQ4bRGlpztdjNPA0GJoo0yEpKYvbL7KSgGfgg';
const testOpaqueKey = '5OD3UwebGiZ9JRnyUPDYNRyLjTU_RtofGVoY0rl9_D8';
const bytesOf = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);

const signingCrypto = (): TestTrackerKeys['crypto'] => {
  const seed = Buffer.from(hkdfSync('sha256', bytesOf(testSetup), '', 'p2pchat/tracker-sign/v1', 32));
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sha256: testCrypto(0).sha256,
    sign: (message) => new Uint8Array(sign(undefined, message, key)),
  };
};

/** The one that vouches for the people of the tests: a real tracker over `testSetup` is the same. */
export const testTracker: TestTrackerKeys = new TestTrackerKeys(signingCrypto(), bytesOf(testOpaqueKey));
