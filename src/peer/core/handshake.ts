import { AppError, type Crypto } from '../../../common/base/index.ts';
import { verifyCertificate, type NameAuthority } from '../../../common/log/index.ts';
import { idBytes, type Certificate, type DeviceKey, type IdentityKey } from '../../../common/model/index.ts';
import {
  decodeHello,
  encodeFrame,
  encodeHello,
  frameTypes,
  helloMessage,
  type Hello,
  type HelloFields,
} from '../../../common/protocol/peer/index.ts';

/** Whom a dialler wants to find. */
export interface Expected {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
}

/** Our HELLO as a frame, bound to this one session. */
export const helloFrame = (crypto: Crypto, bindingId: Uint8Array, fields: HelloFields): Uint8Array =>
  encodeFrame(
    frameTypes.HELLO,
    encodeHello(fields, (signed) => crypto.sign(helloMessage(bindingId, signed))),
  );

/** The other side proved to be a device, but not the one that was wanted. */
export class WrongDevice extends Error {}

export interface HelloCheck {
  readonly bindingId: Uint8Array;
  readonly me: Certificate;
  readonly authority: NameAuthority;
  readonly from: HelloFields['role'];
  /** Absent at the listener, who asks a judge. */
  readonly expected?: Expected;
}

/** @throws AppError, or WrongDevice once everything else is proved. */
export const verifyHello = (crypto: Crypto, body: Uint8Array, check: HelloCheck): Hello => {
  const hello = decodeHello(body);
  const { certificate } = hello;
  if (hello.role !== check.from) refuse('wrong role');
  if (hello.to !== check.me.device) refuse('meant for another device');
  if (!verifyCertificate(crypto, check.authority, certificate)) refuse('the certificate does not hold');
  const message = helloMessage(check.bindingId, hello.signed);
  if (!crypto.verify(idBytes(certificate.device), message, hello.signature)) refuse('not signed for this session');
  const { expected, me } = check;
  const wanted = expected === undefined || same(expected, certificate);
  if (!wanted || certificate.device === me.device) throw new WrongDevice(certificate.device);
  return hello;
};

const refuse = (why: string): never => {
  throw new AppError('BAD_OPERATION', `HELLO refused: ${why}`);
};

const same = (expected: Expected, certificate: Certificate): boolean =>
  expected.device === certificate.device && expected.identity === certificate.identity;
