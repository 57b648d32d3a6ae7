import { toBase64url } from '../../common/base/index.ts';
import { encodeNameRecord } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../common/model/index.ts';
import { trackerAuthMessage, trackerIdOf, type Push, type ReplyOf } from '../../common/protocol/tracker/index.ts';
import type { TestCrypto } from './crypto.ts';

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
