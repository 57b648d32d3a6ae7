import { AppError, attempt, BoundedSet } from '../../../../common/base/index.ts';
import type { AuthorKey, Certificate } from '../../../../common/model/index.ts';
import type { BadSignatures } from './bad-signatures.ts';
import type { Certificates } from './certificates.ts';
import type { PeerSession } from './peer-session.ts';

/** Certificates from one peer that nothing has come of. A frame of entries has 256 authors at most. */
const maxUnused = 512;

/** Certificates from peers' hands: sent once for each link, so each stays as long as a link to anybody who has sent it. */
export class RelayedCertificates {
  readonly #certificates: Certificates;
  readonly #badSignatures: Pick<BadSignatures, 'unasked'>;
  /** By whom I have them from. */
  readonly #learnedFrom = new Map<PeerSession, BoundedSet<AuthorKey>>();

  constructor(certificates: Certificates, badSignatures: Pick<BadSignatures, 'unasked'>) {
    this.#certificates = certificates;
    this.#badSignatures = badSignatures;
  }

  /** Throws AppError for one that does not hold: the device that sent it is shut out. */
  accept(session: PeerSession, certificates: readonly Certificate[]): void {
    const learned = this.#learnedFrom.get(session) ?? new BoundedSet<AuthorKey>(maxUnused);
    this.#learnedFrom.set(session, learned);
    for (const certificate of certificates) {
      const failed = attempt(() => this.#certificates.add(certificate));
      if (failed instanceof AppError) this.#badSignatures.unasked(session.certificate.device);
      const dropped = learned.add(certificate.author);
      if (dropped !== undefined) this.#forget(dropped);
    }
  }

  /** The link has ended. */
  onDown(session: PeerSession): void {
    const learned = this.#learnedFrom.get(session) ?? [];
    this.#learnedFrom.delete(session);
    for (const author of learned) this.#forget(author);
  }

  #forget(author: AuthorKey): void {
    for (const learned of this.#learnedFrom.values()) if (learned.has(author)) return;
    this.#certificates.forget(author);
  }
}
