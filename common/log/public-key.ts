import { fromHex, layout, toHex, type Layout } from '../base/index.ts';

/** y coordinates, sign bit cleared, of the eight points of small order on edwards25519. */
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

/** The field prime is 2^255 - 19, so the encodings at or above it are the nineteen largest. */
const isReduced = (y: Uint8Array): boolean =>
  (y[0] ?? 0) < 0xed || y[31] !== 0x7f || y.subarray(1, 31).some((byte) => byte !== 0xff);

/**
 * False for encodings that Ed25519 verifiers disagree about: non-canonical ones (y not below the prime) and points of
 * small order, under which one signature fits many messages. Whether the point is on the curve is left to the verifier.
 */
export const isSafePublicKey = (key: Uint8Array): boolean => {
  if (key.length !== 32) return false;
  const y = new Uint8Array(key);
  y[31] = (y[31] ?? 0) & 0x7f;
  return isReduced(y) && !smallOrder.has(toHex(y));
};

/** A key that is refused where verifiers could disagree about it. */
export const safeKey = <T extends string>(key: Layout<T>): Layout<T> =>
  layout.checked(key, (digits) => isSafePublicKey(fromHex(digits) ?? new Uint8Array()), 'unsafe key');
