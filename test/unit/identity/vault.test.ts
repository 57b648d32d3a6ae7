import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../common/base/index.ts';
import { keyPairOf, newKeyPair, openVault, sealVault } from '../../../src/identity/index.ts';

const exportKey = toBase64url(new Uint8Array(64).fill(1));
const identity = newKeyPair();
const damaged = expect.objectContaining({ code: 'INTERNAL' }) as Error;

describe('vault', () => {
  it('gives the identity back', () => {
    const vault = sealVault(exportKey, identity, 'Ana');
    expect(openVault(exportKey, vault, identity.publicKey, 'Ana')).toEqual(identity);
  });

  it('opens what another program sealed (W7)', () => {
    const pair = keyPairOf(new Uint8Array(32).fill(3));
    const vault = {
      v: 1 as const,
      salt: 'BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU',
      iv: 'CQkJCQkJCQkJCQkJ',
      ct: 'wULeRqOp2n0Q36yJcwOPZBngGuz9mE3JTa6ETcoT5x4sUj1hCb_ZEZrgoQkLPM-B',
    };
    expect(openVault(exportKey, vault, pair.publicKey, 'Ana')).toEqual(pair);
  });

  it('looks different each time and holds no seed in the clear', () => {
    const [a, b] = [sealVault(exportKey, identity, 'Ana'), sealVault(exportKey, identity, 'Ana')];
    expect(new Set([a.salt, b.salt, a.iv, b.iv, a.ct, b.ct]).size).toBe(6);
    expect(JSON.stringify(a)).not.toContain(toBase64url(identity.seed));
  });

  it('stays shut for another key, identity or name', () => {
    const vault = sealVault(exportKey, identity, 'Ana');
    const other = toBase64url(new Uint8Array(64).fill(2));
    expect(() => openVault(other, vault, identity.publicKey, 'Ana')).toThrow(damaged);
    expect(() => openVault(exportKey, vault, newKeyPair().publicKey, 'Ana')).toThrow(damaged);
    expect(() => openVault(exportKey, vault, identity.publicKey, 'ana')).toThrow(damaged);
  });

  it('stays shut after any single flipped bit', () => {
    const vault = sealVault(exportKey, identity, 'Ana');
    for (const field of ['salt', 'iv', 'ct'] as const) {
      const bytes = fromBase64url(vault[field]) ?? new Uint8Array(0);
      for (let bit = 0; bit < bytes.length * 8; bit += 5) {
        const flipped = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(() =>
          openVault(exportKey, { ...vault, [field]: toBase64url(flipped) }, identity.publicKey, 'Ana'),
        ).toThrow(damaged);
      }
    }
  });

  it('refuses texts that are no vault', () => {
    const vault = sealVault(exportKey, identity, 'Ana');
    for (const text of ['', '!', vault.ct.slice(1), `${vault.ct}AAAA`])
      expect(() => openVault(exportKey, { ...vault, ct: text }, identity.publicKey, 'Ana')).toThrow(damaged);
    expect(() => sealVault('not base64url!', identity, 'Ana')).toThrow(damaged);
  });

  it('refuses a vault whose seed is not of the identity', () => {
    const liar = { seed: newKeyPair().seed, publicKey: identity.publicKey };
    expect(() => openVault(exportKey, sealVault(exportKey, liar, 'Ana'), identity.publicKey, 'Ana')).toThrow(damaged);
  });
});
