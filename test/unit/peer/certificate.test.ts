import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { newListenerCertificate } from '../../../src/peer/node/certificate.ts';

test('the listener shows a self-signed P-256 certificate without any extension', () => {
  for (let i = 0; i < 20; i++) {
    const { cert, key } = newListenerCertificate();
    const certificate = new X509Certificate(cert);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(certificate.keyUsage).toBeUndefined();
    expect(certificate.subject).toBe('CN=peer');
    expect(certificate.issuer).toBe('CN=peer');
    expect(certificate.validFromDate.getUTCFullYear()).toBe(2025);
    expect(certificate.validToDate.getUTCFullYear()).toBe(2049);
  }
});

test('every process has another', () => {
  const [one, two] = [newListenerCertificate(), newListenerCertificate()].map(({ cert }) => new X509Certificate(cert));
  expect(one?.serialNumber).not.toBe(two?.serialNumber);
  expect(one?.fingerprint256).not.toBe(two?.fingerprint256);
});
