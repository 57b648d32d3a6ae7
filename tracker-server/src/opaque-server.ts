import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ready, server } from '@serenity-kit/opaque';
import { AppError, fromBase64url, toHex } from '../../common/base/index.ts';
import { nodeCrypto } from './node-crypto.ts';

/** The tracker's side of the password protocol: it learns neither a password nor anything that equals one. */
export interface OpaqueServer {
  /** SHA-256 of the server's public key, lowercase hex. */
  readonly trackerId: string;
  /** `fold` identifies the user. BAD_REQUEST for garbage. */
  register(fold: string, registrationRequest: string): string;
  /** Without a record the answer is made up, and looks like any other. BAD_REQUEST for garbage. */
  startLogin(fold: string, record: string | undefined, startLoginRequest: string): { state: string; response: string };
  /** Whether the password was right. */
  finishLogin(fold: string, state: string, finishLoginRequest: string): boolean;
}

/**
 * Reads the server setup, or makes it when the tracker is new. Every password record depends on it: one that is lost must
 * never be replaced silently.
 * @param isNew there is no database yet
 */
export const openSetup = async (file: string, isNew: boolean): Promise<string> => {
  await ready;
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (!isNew)
    throw new AppError('INTERNAL', `${file} is missing: without it no password of this tracker works. Restore it.`);
  const setup = server.createSetup();
  writeFileSync(file, setup, { mode: 0o600, flag: 'wx', flush: true });
  return setup;
};

/** INTERNAL if the setup is damaged. After `openSetup`. */
export const opaqueServer = (serverSetup: string): OpaqueServer => {
  const trackerId = idOf(serverSetup);
  const identifiers = (fold: string): { client: string; server: string } => ({ client: fold, server: trackerId });
  return {
    trackerId,
    register: (fold, registrationRequest) =>
      orBadRequest(
        () =>
          server.createRegistrationResponse({ serverSetup, userIdentifier: fold, registrationRequest })
            .registrationResponse,
      ),
    startLogin: (fold, registrationRecord, startLoginRequest) =>
      orBadRequest(() => {
        const user = { userIdentifier: fold, identifiers: identifiers(fold) };
        const begun = server.startLogin({ serverSetup, registrationRecord, startLoginRequest, ...user });
        return { state: begun.serverLoginState, response: begun.loginResponse };
      }),
    finishLogin: (fold, serverLoginState, finishLoginRequest) => {
      try {
        server.finishLogin({ finishLoginRequest, serverLoginState, identifiers: identifiers(fold) });
        return true;
      } catch {
        return false;
      }
    },
  };
};

const idOf = (serverSetup: string): string => {
  try {
    const key = fromBase64url(server.getPublicKey(serverSetup));
    if (key !== undefined) return toHex(nodeCrypto.sha256(key));
  } catch {
    // said below
  }
  throw new AppError('INTERNAL', 'the OPAQUE setup of this tracker is damaged');
};

const orBadRequest = <T>(run: () => T): T => {
  try {
    return run();
  } catch {
    throw new AppError('BAD_REQUEST', 'this is not a message of OPAQUE');
  }
};
