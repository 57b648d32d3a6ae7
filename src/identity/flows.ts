import { AppError, fromBase64url, toBase64url } from '../../common/base/index.ts';
import { decodeCertificate, encodeCertificate } from '../../common/log/index.ts';
import { checkName, isSameName, normalName } from '../../common/text/index.ts';
import { asHex, idBytes, type IdentityKey } from '../../common/model/index.ts';
import { trackerVersion, type ReplyOf, type RequestOf, type Verb } from '../../common/protocol/tracker/index.ts';
import { certify, identityKey, proofOf, type AccountCopy, type Device, type Greeting } from './device.ts';
import { newKeyPair } from './keys.ts';
import type { OpaqueClient } from './opaque-client.ts';
import { checkNewPassword } from './password.ts';
import { openVault, sealVault } from './vault.ts';

/** One request to the tracker, on one connection; rejects with the tracker's AppError or the session's. */
export type Ask = <V extends Verb>(verb: V, params: RequestOf<V>) => Promise<ReplyOf<V>>;

export interface SignInContext {
  readonly ask: Ask;
  readonly opaque: Pick<OpaqueClient, 'startRegistration' | 'finishRegistration' | 'startLogin' | 'finishLogin'>;
  /** The HELLO of the connection that `ask` uses: its nonce is what the device signs. The session checks what the tracker signs in return. */
  readonly hello: Greeting;
  /** Shown beside the device; cut to 64 bytes. */
  readonly deviceName: string;
  /** Wall clock, for the certificate. */
  readonly now: number;
}

export interface PasswordCredentials {
  readonly username: string;
  readonly password: string;
}

/** What makes an account on this installation: hand it to `AccountStore.create` with the tracker's address. */
export interface SignedIn extends Omit<Device, 'certificate'> {
  readonly trackerId: string;
  /** As registered. */
  readonly username: string;
  readonly identity: IdentityKey;
  /** With what the tracker says of the name (W12). */
  readonly certificate: Uint8Array;
  /** What the tracker vouches for names with, 32 bytes. */
  readonly signKey: Uint8Array;
  /** Of the device that registered. */
  readonly copy?: AccountCopy;
}

/** A device of this installation, as `AccountStore.find` gives it. */
export interface ExistingDevice extends Omit<Device, 'deviceSeed'> {
  readonly identity: IdentityKey;
  readonly deviceSeed?: Uint8Array;
  readonly copy?: AccountCopy;
}

/**
 * Makes an account and its first device; the connection is signed in afterwards. The identity's key lives in memory
 * for this call and in the vault. NAME_INVALID, NAME_TAKEN, BAD_REQUEST (password), TRACKER_CHANGED, RATE_LIMITED.
 */
export const registerFlow = async (context: SignInContext, credentials: PasswordCredentials): Promise<SignedIn> => {
  const { ask, opaque, hello } = context;
  const { password } = credentials;
  const username = nameOf(credentials);
  checkNewPassword(password);
  const start = await opaque.startRegistration(password);
  const version = [...trackerVersion];
  const begun = await ask('REGISTER', { step: 'start', version, username, registrationRequest: start.request });
  const { record, exportKey } = await opaque.finishRegistration({
    username,
    password,
    tracker: hello.tracker,
    state: start.state,
    response: having(begun, 'registrationResponse').registrationResponse,
  });
  const identity = newKeyPair();
  const device = certify(identity, context);
  const copy = { registrationRecord: record, vault: sealVault(exportKey, identity, username) };
  const made = await ask('REGISTER', {
    step: 'finish',
    username,
    ...copy,
    certificate: toBase64url(device.certificate),
    ...proofOf(hello, username, device),
  });
  const who = { username, identity: identityKey(identity) };
  return { ...vouchedFor(device, having(made, 'nameRecord')), ...trackerIn(hello), ...who, copy };
};

/**
 * Makes this installation a device of an account, or signs its known device in again; the connection is signed in
 * afterwards. BAD_CREDENTIALS leaves the connection usable; TRACKER_CHANGED, REVOKED, RATE_LIMITED.
 */
export const signInFlow = async (
  context: SignInContext,
  credentials: PasswordCredentials,
  known?: ExistingDevice,
): Promise<SignedIn> => {
  const { ask, hello } = context;
  const { account, exportKey } = await proveByPassword(context, credentials);
  const device = reusable(known, account.identity) ?? fromVault(context, exportKey, account);
  const entered = await ask('LOGIN', {
    step: 'device',
    certificate: toBase64url(device.certificate),
    ...proofOf(hello, account.user, device),
  });
  const copy = known?.identity === account.identity ? known.copy : undefined;
  const who = { username: account.user, identity: account.identity, ...(copy && { copy }) };
  return { ...vouchedFor(device, having(entered, 'nameRecord')), ...trackerIn(hello), ...who };
};

/** Both steps of OPAQUE: afterwards the tracker knows that the password was right, and so do we. */
const proveByPassword = async (
  { ask, opaque, hello }: SignInContext,
  credentials: PasswordCredentials,
): Promise<{ account: TrackerAccount; exportKey: string }> => {
  const { password } = credentials;
  const username = nameOf(credentials);
  const start = await opaque.startLogin(password);
  const version = [...trackerVersion];
  const begun = await ask('LOGIN', { step: 'start', version, username, startLoginRequest: start.request });
  const { request, exportKey } = await opaque.finishLogin({
    username,
    password,
    tracker: hello.tracker,
    state: start.state,
    response: having(begun, 'loginResponse').loginResponse,
  });
  const account = having(await ask('LOGIN', { step: 'finish', finishLoginRequest: request }), 'vault');
  if (!isSameName(account.user, username)) throw unexpected();
  return { account: { ...account, identity: asHex<IdentityKey>(account.identity) }, exportKey };
};

type TrackerAccount = Having<ReplyOf<'LOGIN'>, 'vault'> & { readonly identity: IdentityKey };
type Having<Reply, Field extends string> = Extract<Reply, Record<Field, unknown>>;

/** The reply of that step; a tracker that answers with another one is not followed. */
const having = <Reply extends object, Field extends string>(reply: Reply, field: Field): Having<Reply, Field> => {
  if (!(field in reply)) throw unexpected();
  return reply as Having<Reply, Field>;
};

/** The session has checked the record. */
const vouchedFor = (device: Device, { nameRecord }: { readonly nameRecord: string }): Device => ({
  ...device,
  certificate: encodeCertificate(fromBase64url(nameRecord) ?? new Uint8Array(0), device.certificate),
});

const trackerIn = ({ tracker }: Greeting): Pick<SignedIn, 'trackerId' | 'signKey'> => ({
  trackerId: tracker.id,
  signKey: tracker.signKey,
});

const unexpected = (): AppError => new AppError('INTERNAL', 'The tracker answered a different request.');

/** The device that this installation already is, if it is of that identity and its key is still here. */
const reusable = (known: ExistingDevice | undefined, identity: IdentityKey): Device | undefined => {
  if (known?.identity !== identity || known.deviceSeed === undefined) return undefined;
  const { own } = decodeCertificate(known.certificate);
  return { device: known.device, deviceSeed: known.deviceSeed, certificate: own.bytes };
};

/** A new device, certified by the identity from the vault, which is forgotten again at once. */
const fromVault = (context: SignInContext, exportKey: string, account: TrackerAccount): Device => {
  const identity = openVault(exportKey, account.vault, idBytes(account.identity), account.user);
  const device = certify(identity, context);
  identity.seed.fill(0);
  return device;
};

const nameOf = ({ username }: PasswordCredentials): string => {
  const name = checkName(normalName(username));
  if (name === undefined) throw new AppError('NAME_INVALID', 'This is not a valid username.');
  return name;
};
