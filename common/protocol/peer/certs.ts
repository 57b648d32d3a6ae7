import { decodeBytes, layout } from '../../base/index.ts';
import { certificateBytes, decodeCertificate } from '../../log/index.ts';
import type { Certificate } from '../../model/index.ts';

const frame = layout.list(1, layout.sized(2, certificateBytes));

/** At most `peerLimits.items` in one frame; the caller keeps to it. */
export const encodeCerts = (certificates: readonly Pick<Certificate, 'bytes'>[]): Uint8Array =>
  layout.bytesOf(
    frame,
    certificates.map(({ bytes }) => bytes),
  );

/** Signatures are not checked here. @throws AppError BAD_OPERATION. */
export const decodeCerts = (body: Uint8Array): readonly Certificate[] =>
  decodeBytes('CERTS', body, (reader) => frame.read(reader).map((bytes) => decodeCertificate(bytes)));
