import { hostname } from 'node:os';
import { AppError } from '../../common/base/index.ts';
import type { Credentials } from '../../common/protocol/chat/index.ts';
import {
  registerFlow,
  signInFlow,
  type AccountStore,
  type Ask,
  type OpaqueClient,
  type SignInContext,
} from '../identity/index.ts';
import { checkTrackerUrl, type TrackerSession } from '../tracker-client/index.ts';
import { isUsable, openSignIn, type SignInSession, type SessionOptions, type UsableAccount } from './session.ts';

/** How a person gets in: the account is kept on disk, and the session with the tracker is signed in. */
export interface SignInResult {
  readonly account: UsableAccount;
  readonly signInSession: SignInSession;
}

/** Registers, or makes this installation a device of an account. Rejects with AppError and leaves nothing open. */
export const signIn = async (
  how: 'register' | 'signIn',
  options: SessionOptions,
  stores: { readonly accounts: AccountStore; readonly opaque: OpaqueClient },
  credentials: Credentials,
): Promise<SignInResult> => {
  const { url } = checkTrackerUrl(credentials.tracker);
  const session = openSignIn(options, url);
  try {
    const account = await authenticate(
      how,
      await contextOf(session.tracker, stores.opaque),
      stores.accounts,
      credentials,
      url,
    );
    session.account = account;
    return { account, signInSession: session };
  } catch (error) {
    session.tracker.dispose();
    throw AppError.from(error);
  }
};

const authenticate = async (
  how: 'register' | 'signIn',
  context: SignInContext,
  accounts: AccountStore,
  credentials: Credentials,
  url: string,
): Promise<UsableAccount> => {
  const known = how === 'signIn' ? await accounts.find(context.hello.tracker.id, credentials.username) : undefined;
  const signedIn =
    how === 'register' ? await registerFlow(context, credentials) : await signInFlow(context, credentials, known);
  const account = await accounts.create({ ...signedIn, tracker: url });
  await accounts.setCurrent(account.id);
  if (!isUsable(account)) throw new AppError('INTERNAL', 'the device key was not kept');
  return account;
};

const contextOf = async (tracker: TrackerSession, opaque: OpaqueClient): Promise<SignInContext> => {
  const ask: Ask = (verb, params) =>
    new Promise((resolve, reject) => {
      tracker.request(verb, params, (reply) => {
        if (reply instanceof AppError) reject(reply);
        else resolve(reply);
      });
    });
  return { ask, opaque, hello: await helloOf(tracker), deviceName: hostname(), now: Date.now() };
};

/** Connects once; a tracker that cannot be reached now is an answer, not a reason to wait. */
const helloOf = (tracker: TrackerSession): Promise<NonNullable<TrackerSession['hello']>> =>
  new Promise((resolve, reject) => {
    const watch = tracker.onDidChangeState(({ kind, cause }) => {
      if (kind === 'connecting') return;
      watch.dispose();
      if (tracker.hello === undefined)
        reject(cause ?? new AppError('TRACKER_UNREACHABLE', 'the tracker cannot be reached'));
      else resolve(tracker.hello);
    });
    tracker.start();
  });
