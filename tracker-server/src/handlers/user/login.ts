import { AppError } from '../../../../common/base/index.ts';
import { encodeCertificate } from '../../../../common/log/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import { trackerLimits, type ReplyOf, type RequestOf, type Vault } from '../../../../common/protocol/tracker/index.ts';
import type { Session } from '../../sessions/session.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { SignInHandler } from '../handler.ts';
import { badCredentials, demandSignature, demandSignedOut, demandVersion, readCertificate, signIn } from './sign-in.ts';

type Step<S extends string> = Extract<RequestOf<'LOGIN'>, { step: S }>;

/** By password. A step that fails leaves the session usable: begin again. */
export const login: SignInHandler<'LOGIN'> = async (tracker, session, params) => {
  demandSignedOut(session);
  switch (params.step) {
    case 'start':
      return start(tracker, session, params);
    case 'finish':
      return finish(tracker, session, params);
    case 'device':
      return enter(tracker, session, params);
  }
};

const outOfTurn = (): AppError => new AppError('BAD_REQUEST', 'begin with the first step');

/** Answers alike whether the name is anybody's or not. */
const start = async (
  tracker: TrackerContext,
  session: Session,
  { version, username, startLoginRequest }: Step<'start'>,
): Promise<{ loginResponse: string }> => {
  demandVersion(version);
  const fold = foldName(username);
  tracker.rates.loginsPerAddress.take(session.source);
  tracker.rates.loginsPerAccount.take(`${session.source} ${fold}`);
  const since = tracker.clock.wall() - trackerLimits.knownAddress;
  // whoever keeps the others out keeps nobody out of where he has been
  if (!(await tracker.users.hasSignedInFrom(fold, session.source, since))) tracker.rates.strangersPerAccount.take(fold);
  const user = await tracker.users.byFold(fold);
  const { state: opaque, response } = tracker.opaque.startLogin(fold, user?.record, startLoginRequest);
  session.state = { kind: 'passwordPending', fold, opaque, user };
  return { loginResponse: response };
};

const finish = async (
  tracker: TrackerContext,
  session: Session,
  { finishLoginRequest }: Step<'finish'>,
): Promise<{ user: string; identity: string; vault: Vault }> => {
  if (session.state.kind !== 'passwordPending') throw outOfTurn();
  const { fold, opaque, user } = session.state;
  session.state = { kind: 'greeted' };
  if (!tracker.opaque.finishLogin(fold, opaque, finishLoginRequest) || user === undefined)
    throw badCredentials('the name or the password is wrong');
  session.state = { kind: 'passwordVerified', user };
  return { user: user.username, identity: user.identity, vault: user.vault };
};

const enter = async (tracker: TrackerContext, session: Session, params: Step<'device'>): Promise<ReplyOf<'AUTH'>> => {
  if (session.state.kind !== 'passwordVerified') throw outOfTurn();
  const { user } = session.state;
  const { identity, device, bytes } = readCertificate(tracker.crypto, params.certificate);
  if (identity !== user.identity) throw badCredentials('the certificate is of another account');
  demandSignature(tracker, session, { username: user.username, device, signature: params.signature });
  const certified = { device, certificate: encodeCertificate(user.nameRecord, bytes) };
  const added = await tracker.peers.add(identity, certified, tracker.clock.wall(), trackerLimits.devices);
  if (!added) throw badCredentials('this device belongs to another account');
  return signIn(tracker, session, user, { device, clientNonce: params.clientNonce });
};
