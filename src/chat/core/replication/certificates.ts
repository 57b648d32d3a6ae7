import { AppError, type Crypto } from '../../../../common/base/index.ts';
import { decodeCertificate, verifyCertificate, type NameAuthority } from '../../../../common/log/index.ts';
import { limits, type Certificate, type DeviceKey, type IdentityKey } from '../../../../common/model/index.ts';

const maxCertificates = 50_000;

/**
 * Every device certificate this account has verified. They never expire, so the first valid one of a device stays, unless
 * the device itself proves another: an identity can sign a certificate for a device that is not its own.
 */
export class Certificates {
  readonly #crypto: Pick<Crypto, 'verify'>;
  readonly #authority: NameAuthority;
  readonly #byDevice = new Map<DeviceKey, Certificate>();
  readonly #devices = new Map<IdentityKey, Set<DeviceKey>>();
  readonly #saved = new Set<DeviceKey>();
  readonly #confirmed = new Set<DeviceKey>();

  constructor(crypto: Pick<Crypto, 'verify'>, authority: NameAuthority) {
    this.#crypto = crypto;
    this.#authority = authority;
  }

  get(device: DeviceKey): Certificate | undefined {
    return this.#byDevice.get(device);
  }

  devicesOf(identity: IdentityKey): ReadonlySet<DeviceKey> {
    return this.#devices.get(identity) ?? new Set();
  }

  /** Takes my own, or one that our own store gives back. */
  addTrusted(certificate: Certificate): void {
    if (this.#byDevice.size < maxCertificates) this.#keep(certificate);
  }

  /** Takes one whose device has shown that it holds its key (HELLO). Answers whether the device was taken for another's. */
  confirm(certificate: Certificate): boolean {
    const { device, identity } = certificate;
    const before = this.#byDevice.get(device);
    this.#confirmed.add(device);
    if (before?.identity === identity) return false;
    this.#drop(device);
    this.#keep(certificate);
    return before !== undefined;
  }

  /** One that our own store gives back. */
  load(bytes: Uint8Array): void {
    const certificate = decodeCertificate(bytes);
    this.addTrusted(certificate);
    this.#saved.add(certificate.device);
  }

  /** The certificate of a device whose entries are about to be stored, once: it must be stored with them. */
  takeUnsaved(device: DeviceKey): readonly Uint8Array[] {
    const certificate = this.#byDevice.get(device);
    if (certificate === undefined || this.#saved.has(device)) return [];
    this.#saved.add(device);
    return [certificate.bytes];
  }

  /** A commit with certificates in it failed: they go with the next one. */
  markAllUnsaved(): void {
    this.#saved.clear();
  }

  /** Takes one from a stranger's hands if it is new. Throws BAD_OPERATION if it does not hold. */
  add(certificate: Certificate): void {
    if (this.#byDevice.has(certificate.device)) return;
    if (!verifyCertificate(this.#crypto, this.#authority, certificate))
      throw new AppError('BAD_OPERATION', 'a forged certificate');
    this.addTrusted(certificate);
  }

  /** Lets go of one that has turned out to be of no use: nothing by its device is kept, nor has it been here itself. */
  forget(device: DeviceKey): void {
    if (!this.#saved.has(device) && !this.#confirmed.has(device)) this.#drop(device);
  }

  #keep(certificate: Certificate): void {
    const { device, identity } = certificate;
    const devices = this.#devices.get(identity) ?? new Set();
    if (this.#byDevice.has(device) || devices.size >= limits.devicesPerIdentity) return;
    this.#devices.set(identity, devices.add(device));
    this.#byDevice.set(device, certificate);
  }

  #drop(device: DeviceKey): void {
    const { identity } = this.#byDevice.get(device) ?? {};
    if (identity === undefined) return;
    this.#byDevice.delete(device);
    this.#saved.delete(device);
    const devices = this.#devices.get(identity);
    devices?.delete(device);
    if (devices?.size === 0) this.#devices.delete(identity);
  }
}
