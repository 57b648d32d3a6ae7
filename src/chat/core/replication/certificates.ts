import { AppError, attempt, fromBase64url, type Crypto } from '../../../../common/base/index.ts';
import {
  decodeCertificate,
  verifyCertificate,
  verifyNameRecord,
  type NameAuthority,
} from '../../../../common/log/index.ts';
import {
  limits,
  type AuthorKey,
  type Certificate,
  type DeviceKey,
  type IdentityKey,
} from '../../../../common/model/index.ts';

import { Names } from './names.ts';

const maxCertificates = 50_000;

/**
 * Every device certificate this account has verified, by device and identity: a device that two identities share has two, and an entry
 * counts with the one that its log names. They never expire.
 */
export class Certificates {
  /** Of everybody who is known here, by a certificate or otherwise. */
  readonly names = new Names();
  readonly #crypto: Pick<Crypto, 'verify'>;
  readonly #authority: NameAuthority;
  readonly #byAuthor = new Map<AuthorKey, Certificate>();
  readonly #authors = new Map<IdentityKey, Set<AuthorKey>>();
  readonly #identities = new Map<DeviceKey, Set<IdentityKey>>();
  readonly #saved = new Set<AuthorKey>();
  readonly #trusted = new Set<AuthorKey>();
  /** Hears of each that was not here before. */
  onAdded: (certificate: Certificate) => void = () => {};

  constructor(crypto: Pick<Crypto, 'verify'>, authority: NameAuthority) {
    this.#crypto = crypto;
    this.#authority = authority;
  }

  get(author: AuthorKey): Certificate | undefined {
    return this.#byAuthor.get(author);
  }

  /** One for each device. */
  authorsOf(identity: IdentityKey): ReadonlySet<AuthorKey> {
    return this.#authors.get(identity) ?? new Set();
  }

  /** Whose device it is: of one person, unless somebody has two accounts. */
  identitiesOf(device: DeviceKey): ReadonlySet<IdentityKey> {
    return this.#identities.get(device) ?? new Set();
  }

  /** Takes my own, one that our own store gives back, or one that was verified as its device proved itself (HELLO). */
  addTrusted(certificate: Certificate): void {
    const { author, identity, username } = certificate;
    this.#trusted.add(author);
    // it may say another name than the one that was here before
    if (this.#byAuthor.has(author)) this.names.learn(identity, username, 'certificate');
    else this.#keep(certificate);
  }

  /** One that our own store gives back. */
  load(bytes: Uint8Array): void {
    const certificate = decodeCertificate(bytes);
    this.addTrusted(certificate);
    this.#saved.add(certificate.author);
  }

  /** The certificate of an author whose entries are about to be stored, once: it must be stored with them. */
  takeUnsaved(author: AuthorKey): readonly Uint8Array[] {
    const certificate = this.#byAuthor.get(author);
    if (certificate === undefined || this.#saved.has(author)) return [];
    this.#saved.add(author);
    return [certificate.bytes];
  }

  /** A commit with certificates in it failed: they go with the next one. */
  markAllUnsaved(): void {
    this.#saved.clear();
  }

  /** Takes one from a stranger's hands if it is new. Throws BAD_OPERATION if it does not hold. */
  add(certificate: Certificate): void {
    if (this.#byAuthor.has(certificate.author)) return;
    if (!verifyCertificate(this.#crypto, this.#authority, certificate))
      throw new AppError('BAD_OPERATION', 'a forged certificate');
    this.#keep(certificate);
  }

  /** What certificates say of somebody's name that are not kept: the tracker signs what it answers, whoever stands between. */
  learnName(identity: IdentityKey, texts: readonly string[]): void {
    for (const text of texts) {
      const certificate = attempt(() => decodeCertificate(fromBase64url(text) ?? new Uint8Array(0)));
      if (certificate instanceof AppError || certificate.identity !== identity) continue;
      if (!verifyNameRecord(this.#crypto, this.#authority, certificate.name)) continue;
      this.names.learn(identity, certificate.username, 'record');
      return;
    }
  }

  /** Lets go of one that has turned out to be of no use: nothing by its author is kept, nor has it been here itself. */
  forget(author: AuthorKey): void {
    if (!this.#saved.has(author) && !this.#trusted.has(author)) this.#drop(author);
  }

  #keep(certificate: Certificate): void {
    const { author, device, identity } = certificate;
    const authors = this.#authors.get(identity) ?? new Set();
    if (this.#byAuthor.has(author) || this.#byAuthor.size >= maxCertificates) return;
    if (authors.size >= limits.devicesPerIdentity) return;
    this.#authors.set(identity, authors.add(author));
    this.#identities.set(device, (this.#identities.get(device) ?? new Set()).add(identity));
    const username = this.names.learn(identity, certificate.username, 'certificate');
    const kept = username === certificate.username ? certificate : { ...certificate, username };
    this.#byAuthor.set(author, kept);
    this.onAdded(kept);
  }

  #drop(author: AuthorKey): void {
    const certificate = this.#byAuthor.get(author);
    if (certificate === undefined) return;
    const { device, identity } = certificate;
    this.#byAuthor.delete(author);
    remove(this.#authors, identity, author);
    remove(this.#identities, device, identity);
    if (!this.#authors.has(identity)) this.names.forget(identity);
  }
}

const remove = <K, V>(sets: Map<K, Set<V>>, key: K, value: V): void => {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
};
