import { toHex } from '../../../common/base/index.ts';
import { decodeCertificate, encodeCertificate, encodeDeviceCertificate } from '../../../common/log/index.ts';
import { asHex, type Certificate, type IdentityKey } from '../../../common/model/index.ts';
import { TestTrackerKeys, testTracker } from '../tracker-keys.ts';
import { realKeys, simulatedKeys, type Keys, type SigningCrypto } from './keys.ts';

/** A person's device in the world. */
export interface Inhabitant {
  readonly certificate: Certificate;
  readonly crypto: SigningCrypto;
}

/** Far from the numbers of people. */
const trackerNumber = 1_000_000;

/** The people of a world, their devices, and the tracker that vouches for their names: from one seed. */
export class Inhabitants {
  readonly tracker: TestTrackerKeys;
  readonly #keys: Keys;
  readonly #identities = new Map<IdentityKey, SigningCrypto>();
  #keyNumber = 0;

  constructor(seed: number, crypto: 'simulated' | 'real') {
    this.#keys = crypto === 'real' ? realKeys : simulatedKeys(seed);
    this.tracker = crypto === 'real' ? testTracker : new TestTrackerKeys(this.#keys.pair(trackerNumber));
  }

  person(username: string): Inhabitant {
    return this.#device(username, this.#keys.pair(this.#keyNumber++));
  }

  deviceOf({ certificate: { identity, username } }: Inhabitant): Inhabitant {
    return this.#device(username, this.#identities.get(identity) as SigningCrypto);
  }

  #device(username: string, identity: SigningCrypto): Inhabitant {
    const crypto = this.#keys.pair(this.#keyNumber++);
    const fields = {
      identity: asHex<IdentityKey>(toHex(identity.publicKey)),
      device: asHex<Certificate['device']>(toHex(crypto.publicKey)),
      deviceName: '',
      created: 1_700_000_000_000,
    };
    this.#identities.set(fields.identity, identity);
    const own = encodeDeviceCertificate(fields, { identity: signWith(identity), device: signWith(crypto) });
    const nameRecord = this.tracker.nameRecord(fields.identity, username);
    return { certificate: decodeCertificate(encodeCertificate(nameRecord, own)), crypto };
  }
}

const signWith =
  (keys: SigningCrypto) =>
  (message: Uint8Array): Uint8Array =>
    keys.sign(message);
