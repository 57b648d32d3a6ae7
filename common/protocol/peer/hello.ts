import { AppError, concat, equalBytes, decodeBytes, assertWire, layout } from '../../base/index.ts';
import { certificateLayout, signatureBytes, withDomain } from '../../log/index.ts';
import { idLayouts, type Certificate, type DeviceKey } from '../../model/index.ts';
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

/** Behind the major version, which comes first in all versions. */
const fieldsLayout = layout.struct<HelloFields & { minor: number }>({
  minor: layout.uint(2),
  role: layout.oneOf(['dialler', 'listener'], 'role'),
  class: layout.oneOf([0, 1, 2], 'class'),
  boot: layout.hex(8),
  wall: layout.uint(8),
  to: idLayouts.device,
  certificate: certificateLayout,
});
const major = layout.uint(2);

/** What the device key signs. `bindingId` ties the greeting to this one TLS session. */
export const helloMessage = (bindingId: Uint8Array, signed: Uint8Array): Uint8Array =>
  withDomain('hello/v1', bindingId, signed);

/** `sign` is handed the part to be signed; wrap it with `helloMessage`. */
export const encodeHello = (fields: HelloFields, sign: (signed: Uint8Array) => Uint8Array): Uint8Array => {
  const body = new Uint8Array(peerLimits.helloBody);
  const signed = concat(
    layout.bytesOf(major, peerVersion.major),
    layout.bytesOf(fieldsLayout, { ...fields, minor: peerVersion.minor }),
  );
  body.set(signed);
  body.set(sign(signed), signed.length);
  return body;
};

/** @throws AppError VERSION for another major, BAD_OPERATION for anything malformed. The signature is not checked here. */
export const decodeHello = (body: Uint8Array): Hello =>
  decodeBytes('HELLO', body, (reader) => {
    const spoken = major.read(reader);
    if (spoken !== peerVersion.major) {
      throw new AppError('VERSION', `peer speaks version ${spoken}, we speak ${peerVersion.major}`);
    }
    assertWire(body.length === peerLimits.helloBody, 'wrong length');
    const fields = fieldsLayout.read(reader);
    const signed = body.subarray(0, body.length - reader.left);
    const signature = reader.take(signatureBytes);
    const padding = reader.take(reader.left);
    assertWire(equalBytes(padding, new Uint8Array(padding.length)), 'padding is not zero');
    return { ...fields, signed, signature };
  });
