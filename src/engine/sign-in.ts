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
import { isUsable, openDoorway, type Doorway, type SessionOptions, type UsableAccount } from './session.ts';

/** How a person gets in: the account is kept on disk, and the doorway is signed in. */
export interface Entrance {
  readonly account: UsableAccount;
  readonly doorway: Doorway;
}

/** Registers, or makes this installation a device of an account. Rejects with AppError and leaves nothing open. */
export const enter = async (
  how: 'register' | 'signIn',
  options: SessionOptions,
  stores: { readonly accounts: AccountStore; readonly opaque: OpaqueClient },
  credentials: Credentials,
): Promise<Entrance> => {
  const { url } = checkTrackerUrl(credentials.tracker);
  const doorway = openDoorway(options, url);
  try {
    const account = await prove(
      how,
      await contextOf(doorway.tracker, stores.opaque),
      stores.accounts,
      credentials,
      url,
    );
    doorway.account = account;
    return { account, doorway };
  } catch (error) {
    doorway.tracker.dispose();
    throw AppError.from(error);
  }
};

const prove = async (
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
  return { ask, opaque, hello: await greeted(tracker), deviceName: hostname(), now: Date.now() };
};

/** Connects once; a tracker that cannot be reached now is an answer, not a reason to wait. */
const greeted = (tracker: TrackerSession): Promise<NonNullable<TrackerSession['hello']>> =>
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
