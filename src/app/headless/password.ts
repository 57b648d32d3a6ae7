import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { AppError, textOfFile } from '../../../common/base/index.ts';
import { verbs, type Credentials } from '../../../common/protocol/chat/index.ts';
import { withoutLastEnd } from '../../../common/text/index.ts';
import { name } from './conversation.ts';
import { headlessLimits } from './limits.ts';

const { password } = verbs.signIn.params.shape;

export const credentialFields = {
  username: name,
  password: password.exactOptional(),
  passwordFile: z.string().max(4096).exactOptional(),
};

interface Given {
  readonly username: string;
  readonly password?: string;
  readonly passwordFile?: string;
}

/** Throws BAD_REQUEST. */
export const credentials = (tracker: string, given: Given): Credentials => {
  const { username, passwordFile } = given;
  const text = given.password ?? (passwordFile === undefined ? undefined : readPassword(passwordFile));
  if (text === undefined) throw new AppError('BAD_REQUEST', 'password or passwordFile is missing');
  return { tracker, username, password: text };
};

/** Read at once, so that the commands keep their order: nothing but a small regular file, whose reading ends. */
const readPassword = (file: string): string => {
  let text: string | undefined;
  try {
    const stat = statSync(file);
    if (stat.isFile() && stat.size <= headlessLimits.passwordFile) text = textOfFile(readFileSync(file));
  } catch {
    // a name with a null byte, a folder on the way, no right to read it: it is all the same to whoever named it
  }
  const known = password.safeParse(text === undefined ? undefined : withoutLastEnd(text));
  if (!known.success) throw new AppError('BAD_REQUEST', 'passwordFile cannot be read, or does not hold a password');
  return known.data;
};
