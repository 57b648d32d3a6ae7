import { AppError } from '../../../../common/base/index.ts';
import { encodeCertificate, encodeNameRecord } from '../../../../common/log/index.ts';
import { checkName, foldName } from '../../../../common/text/index.ts';
import type { ReplyOf, RequestOf } from '../../../../common/protocol/tracker/index.ts';
import type { Session } from '../../sessions/session.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { SignInHandler } from '../handler.ts';
import { badCredentials, demandSignature, demandSignedOut, demandVersion, readCertificate, signIn } from './sign-in.ts';

type Step<S extends string> = Extract<RequestOf<'REGISTER'>, { step: S }>;

export const register: SignInHandler<'REGISTER'> = (tracker, session, params) =>
  params.step === 'start' ? start(tracker, session, params) : finish(tracker, session, params);

const nameTaken = (): AppError => new AppError('NAME_TAKEN', 'this name is taken');

const start = async (
  tracker: TrackerContext,
  session: Session,
  { version, username, registrationRequest }: Step<'start'>,
): Promise<{ registrationResponse: string }> => {
  demandVersion(version);
  demandSignedOut(session);
  if (checkName(username) === undefined) throw new AppError('NAME_INVALID', 'this is not a valid username');
  const fold = foldName(username);
  if (await tracker.users.isTaken(fold)) throw nameTaken();
  tracker.rates.registrationsPerAddress.take(session.source);
  const registrationResponse = tracker.opaque.register(fold, registrationRequest);
  session.state = { kind: 'registering', fold };
  return { registrationResponse };
};

const finish = async (tracker: TrackerContext, session: Session, params: Step<'finish'>): Promise<ReplyOf<'AUTH'>> => {
  demandSignedOut(session);
  const { username, registrationRecord: record, vault } = params;
  const fold = foldName(username);
  if (session.state.kind !== 'registering' || session.state.fold !== fold)
    throw new AppError('BAD_REQUEST', 'begin with the first step');
  session.state = { kind: 'greeted' };
  const { identity, device, bytes } = readCertificate(tracker.crypto, params.certificate);
  demandSignature(tracker, session, { username, device, signature: params.signature });
  const now = tracker.clock.wall();
  const fields = { tracker: tracker.identity.id, identity, made: now, username };
  const nameRecord = encodeNameRecord(fields, tracker.identity.sign);
  const account = { identity, username, nameRecord, fold, record, vault };
  const certified = { device, certificate: encodeCertificate(nameRecord, bytes) };
  const made = await tracker.users.create(account, certified, now);
  if (made === 'nameTaken') throw nameTaken();
  if (made === 'keyTaken') throw badCredentials('this key belongs to another account');
  return signIn(tracker, session, account, { device, clientNonce: params.clientNonce });
};
