import { ByteWriter, decodeBytes, assertWire } from '../../base/index.ts';
import { certificateBytes, decodeCertificate } from '../../log/index.ts';
import type { Certificate } from '../../model/index.ts';
import { readMany } from './fields.ts';

/** At most `peerLimits.items` in one frame; the caller keeps to it. */
export const encodeCerts = (certificates: readonly Pick<Certificate, 'bytes'>[]): Uint8Array => {
  const writer = new ByteWriter().uint(1, certificates.length);
  for (const { bytes } of certificates) writer.uint(2, bytes.length).bytes(bytes);
  return writer.done();
};

/** Signatures are not checked here. @throws AppError BAD_OPERATION. */
export const decodeCerts = (body: Uint8Array): readonly Certificate[] =>
  decodeBytes('CERTS', body, (reader) =>
    readMany(reader.uint(1), () => {
      const length = reader.uint(2);
      assertWire(length <= certificateBytes, 'certificate too long');
      return decodeCertificate(reader.take(length).slice());
    }),
  );
