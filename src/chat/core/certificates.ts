import type { Crypto } from '../../../common/base/index.ts';
import { decodeCertificate, verifyCertificate } from '../../../common/log/index.ts';
import { limits, type Certificate, type DeviceKey, type IdentityKey } from '../../../common/model/index.ts';

const certificatesMost = 50_000;

/** Every device certificate this account has verified. They never expire, so the first valid one of a device stays. */
export class Certificates {
  readonly #crypto: Pick<Crypto, 'verify'>;
  readonly #byDevice = new Map<DeviceKey, Certificate>();
  readonly #devices = new Map<IdentityKey, Set<DeviceKey>>();
  readonly #saved = new Set<DeviceKey>();

  constructor(crypto: Pick<Crypto, 'verify'>) {
    this.#crypto = crypto;
  }

  get(device: DeviceKey): Certificate | undefined {
    return this.#byDevice.get(device);
  }

  devicesOf(identity: IdentityKey): ReadonlySet<DeviceKey> {
    return this.#devices.get(identity) ?? new Set();
  }

  /** Takes one that has been verified elsewhere (HELLO, or read from our own store). */
  trust(certificate: Certificate): boolean {
    if (this.#byDevice.has(certificate.device)) return false;
    const devices = this.#devices.get(certificate.identity) ?? new Set();
    if (devices.size >= limits.devicesPerIdentity || this.#byDevice.size >= certificatesMost) return false;
    devices.add(certificate.device);
    this.#devices.set(certificate.identity, devices);
    this.#byDevice.set(certificate.device, certificate);
    return true;
  }

  /** One that our own store gives back. */
  load(bytes: Uint8Array): void {
    const certificate = decodeCertificate(bytes);
    this.trust(certificate);
    this.#saved.add(certificate.device);
  }

  /** The certificate of a device whose entries are about to be stored, once: it must be stored with them. */
  toSave(device: DeviceKey): readonly Uint8Array[] {
    const certificate = this.#byDevice.get(device);
    if (certificate === undefined || this.#saved.has(device)) return [];
    this.#saved.add(device);
    return [certificate.bytes];
  }

  /** A commit with certificates in it failed: they go with the next one. */
  unsave(): void {
    this.#saved.clear();
  }

  /** Takes one from a stranger's hands if it is validly signed and new. */
  add(certificate: Certificate): void {
    if (this.#byDevice.has(certificate.device) || !verifyCertificate(this.#crypto, certificate)) return;
    this.trust(certificate);
  }
}
