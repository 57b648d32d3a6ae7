import { server } from '@serenity-kit/opaque';
import { AppError } from '../../common/base/index.ts';

/** The tracker's side of the password protocol: it learns neither a password nor anything that equals one. */
export interface OpaqueServer {
  /** `fold` identifies the user. BAD_REQUEST for garbage. */
  register(fold: string, registrationRequest: string): string;
  /** Without a record the answer is made up, and looks like any other. BAD_REQUEST for garbage. */
  startLogin(fold: string, record: string | undefined, startLoginRequest: string): { state: string; response: string };
  /** Whether the password was right. */
  finishLogin(fold: string, state: string, finishLoginRequest: string): boolean;
}

/** After `ready`. `trackerId` is the one of `trackerIdentity`. */
export const opaqueServer = (serverSetup: string, trackerId: string): OpaqueServer => {
  const identifiers = (fold: string): { client: string; server: string } => ({ client: fold, server: trackerId });
  return {
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

const orBadRequest = <T>(run: () => T): T => {
  try {
    return run();
  } catch {
    throw new AppError('BAD_REQUEST', 'this is not a message of OPAQUE');
  }
};
