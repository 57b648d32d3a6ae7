import { AppError, Later } from '../../../../common/base/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';

interface AcceptKeyParts {
  readonly certificates: Pick<Certificates, 'names'>;
  readonly committer: Pick<Committer, 'addSideWrites'>;
}

/** Whom a name means that several people have. */
export const acceptKey =
  ({ certificates, committer }: AcceptKeyParts): Handlers['acceptKey'] =>
  ({ identity }) => {
    const meant = certificates.names.choose(identity);
    if (meant === undefined) throw new AppError('USER_UNKNOWN', 'no known user has this identity');
    const kept = new Later<void>();
    committer.addSideWrites({
      meant: [meant],
      settled: (isKept) => {
        if (isKept) kept.resolve();
        else kept.fail(new AppError('DISK_ERROR', 'this could not be saved'));
      },
    });
    return kept;
  };
