import { expect, test } from 'vitest';
import { toBase64url } from '../../../../common/base/index.ts';
import { encodeCertificate } from '../../../../common/log/index.ts';
import { Certificates } from '../../../../src/chat/core/replication/certificates.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { testPerson } from '../../../support/people.ts';
import { testTracker, TestTrackerKeys } from '../../../support/tracker-keys.ts';

const crypto = testCrypto(0);
const mallory = testPerson(66, 'Mallory');
const bia = testPerson(2, 'Bia');
const own = mallory.device(0).certificate.own.bytes;
const withRecord = (record: Uint8Array): string => toBase64url(encodeCertificate(record, own));

test('what the tracker has signed of a name counts more than what was said for it on the way', () => {
  const certificates = new Certificates(crypto, testTracker);
  certificates.names.learn(mallory.identity, 'Bia', 'word');
  const elsewhere = new TestTrackerKeys(testCrypto(7)).nameRecord(mallory.identity, 'Bia');
  const foreign = toBase64url(bia.device(0).certificate.bytes);
  certificates.learnName(mallory.identity, ['', withRecord(elsewhere), foreign]);
  expect(certificates.names.of(mallory.identity)).toBe('Bia');
  certificates.learnName(mallory.identity, [toBase64url(mallory.device(0).certificate.bytes)]);
  expect([certificates.names.of(mallory.identity), certificates.names.identify('Bia')]).toEqual(['Mallory', undefined]);
  expect(certificates.authorsOf(mallory.identity).size).toBe(0);
});
