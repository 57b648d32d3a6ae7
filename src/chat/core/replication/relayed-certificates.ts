import type { Certificate, DeviceKey } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { PeerSession } from './peer-session.ts';

/** Certificates from one peer that nothing has come of. A frame of entries has 256 authors at most. */
const maxUnused = 512;

/** Certificates from peers' hands: sent once for each link, so each stays as long as a link to anybody who has sent it. */
export class RelayedCertificates {
  readonly #certificates: Certificates;
  readonly #sessions: () => Iterable<PeerSession>;

  constructor(certificates: Certificates, sessions: () => Iterable<PeerSession>) {
    this.#certificates = certificates;
    this.#sessions = sessions;
  }

  accept({ learnedFrom: taught }: PeerSession, certificates: readonly Certificate[]): void {
    for (const certificate of certificates) {
      this.#certificates.add(certificate);
      taught.add(certificate.device);
    }
    for (const oldest of taught) {
      if (taught.size <= maxUnused) break;
      taught.delete(oldest);
      this.#forget(oldest);
    }
  }

  /** The link has ended. */
  onDown({ learnedFrom: taught }: PeerSession): void {
    for (const device of taught) this.#forget(device);
  }

  #forget(device: DeviceKey): void {
    for (const { learnedFrom: taught } of this.#sessions()) if (taught.has(device)) return;
    this.#certificates.forget(device);
  }
}
