import { AppError, ByteWriter, equalBytes, fromHex, toHex, decodeBytes, assertWire } from '../../base/index.ts';
import { certificateBytes, decodeCertificate, withDomain } from '../../log/index.ts';
import { idBytes, type Certificate, type DeviceKey } from '../../model/index.ts';
import { readDevice } from './fields.ts';
import { peerLimits } from './limits.ts';

export const peerVersion = { major: 1, minor: 0 } as const;

/** How near the other end is, as one side sees it: 0 same LAN, 1 direct or punched, 2 relay. */
export type LinkClass = 0 | 1 | 2;

export interface HelloFields {
  readonly role: 'dialler' | 'listener';
  readonly class: LinkClass;
  /** 16 hex digits, another for every process. */
  readonly boot: string;
  /** Wall clock of the sender, milliseconds. */
  readonly wall: number;
  /** The device this greeting is meant for. */
  readonly to: DeviceKey;
  readonly certificate: Certificate;
}

export interface Hello extends HelloFields {
  readonly minor: number;
  /** The bytes that the signature covers, after label and exporter. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the device key signs. `bindingId` ties the greeting to this one TLS session. */
export const helloMessage = (bindingId: Uint8Array, signed: Uint8Array): Uint8Array =>
  withDomain('hello/v1', bindingId, signed);

/** `sign` is handed the part to be signed; wrap it with `helloMessage`. */
export const encodeHello = (fields: HelloFields, sign: (signed: Uint8Array) => Uint8Array): Uint8Array => {
  const certificate = fields.certificate.bytes;
  const signed = new ByteWriter()
    .uint(2, peerVersion.major)
    .uint(2, peerVersion.minor)
    .uint(1, fields.role === 'dialler' ? 0 : 1)
    .uint(1, fields.class)
    .bytes(fromHex(fields.boot) ?? new Uint8Array(8))
    .uint(8, fields.wall)
    .bytes(idBytes(fields.to))
    .uint(2, certificate.length)
    .bytes(certificate)
    .done();
  const body = new Uint8Array(peerLimits.helloBody);
  body.set(signed);
  body.set(sign(signed), signed.length);
  return body;
};

/** @throws AppError VERSION for another major, BAD_OPERATION for anything malformed. The signature is not checked here. */
export const decodeHello = (body: Uint8Array): Hello =>
  decodeBytes('HELLO', body, (reader) => {
    const major = reader.uint(2);
    if (major !== peerVersion.major) {
      throw new AppError('VERSION', `peer speaks version ${major}, we speak ${peerVersion.major}`);
    }
    assertWire(body.length === peerLimits.helloBody, 'wrong length');
    const minor = reader.uint(2);
    const role = reader.uint(1);
    const linkClass = reader.uint(1);
    assertWire(role <= 1, 'unknown role');
    assertWire(linkClass === 0 || linkClass === 1 || linkClass === 2, 'unknown class');
    const boot = toHex(reader.take(8));
    const wall = reader.uint(8);
    const to = readDevice(reader);
    const length = reader.uint(2);
    assertWire(length <= certificateBytes, 'certificate too long');
    const certificate = decodeCertificate(reader.take(length).slice());
    const signed = body.subarray(0, body.length - reader.left);
    const signature = reader.take(64);
    const padding = reader.take(reader.left);
    assertWire(equalBytes(padding, new Uint8Array(padding.length)), 'padding is not zero');
    return {
      minor,
      role: role === 0 ? 'dialler' : 'listener',
      class: linkClass,
      boot,
      wall,
      to,
      certificate,
      signed,
      signature,
    };
  });
