import type { Certificate, DeviceKey } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Neighbour } from './neighbour.ts';

/** Certificates from one neighbour that nothing has come of. A frame of entries has 256 authors at most. */
const taughtMost = 512;

/** Certificates from neighbours' hands: sent once for each link, so each stays as long as a link to anybody who has sent it. */
export class Taught {
  readonly #certificates: Certificates;
  readonly #neighbours: () => Iterable<Neighbour>;

  constructor(certificates: Certificates, neighbours: () => Iterable<Neighbour>) {
    this.#certificates = certificates;
    this.#neighbours = neighbours;
  }

  hear({ taught }: Neighbour, certificates: readonly Certificate[]): void {
    for (const certificate of certificates) {
      this.#certificates.add(certificate);
      taught.add(certificate.device);
    }
    for (const oldest of taught) {
      if (taught.size <= taughtMost) break;
      taught.delete(oldest);
      this.#forget(oldest);
    }
  }

  /** The link has ended. */
  leave({ taught }: Neighbour): void {
    for (const device of taught) this.#forget(device);
  }

  #forget(device: DeviceKey): void {
    for (const { taught } of this.#neighbours()) if (taught.has(device)) return;
    this.#certificates.forget(device);
  }
}
