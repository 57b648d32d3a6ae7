import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { AppError, textOfFile } from '../../../common/base/index.ts';

/** Files in PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** INTERNAL if they cannot be read or are no pair. */
export const readTls = ({ cert, key }: TlsFiles): { cert: Buffer; key: Buffer } => {
  try {
    const pair = { cert: readPem(cert), key: readPem(key) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw new AppError('INTERNAL', `The certificate cannot be read: ${AppError.from(error).message}.`, {}, error);
  }
};

/** In whichever encoding an editor wrote it. */
const readPem = (file: string): Buffer => {
  const bytes = readFileSync(file);
  const text = textOfFile(bytes);
  return text === undefined ? bytes : Buffer.from(text);
};
