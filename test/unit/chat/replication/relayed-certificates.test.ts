import { beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../../common/base/index.ts';
import type { Certificate } from '../../../../common/model/index.ts';
import { BadSignatures } from '../../../../src/chat/core/replication/bad-signatures.ts';
import { Certificates } from '../../../../src/chat/core/replication/certificates.ts';
import { newSession } from '../../../../src/chat/core/replication/peer-session.ts';
import { RelayedCertificates } from '../../../../src/chat/core/replication/relayed-certificates.ts';
import { testTracker } from '../../../support/tracker-keys.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';

const maxUnused = 512;
const certificateOf = (number: number): Certificate => testPerson(number, `user${number}`).device(0).certificate;
const [first, second, third] = [certificateOf(100), certificateOf(101), certificateOf(102)];
const rest = Array.from({ length: maxUnused - 2 }, (_, i) => certificateOf(103 + i));
const { certificate: relay, crypto } = testPerson(1, 'ana').device(0);

let certificates: Certificates;
let relayed: RelayedCertificates;
beforeEach(() => {
  certificates = new Certificates(crypto, testTracker);
  relayed = new RelayedCertificates(
    certificates,
    new BadSignatures({ clock: new ManualClock(), logger: silentLogger }, { refuse: () => {} }),
  );
});
const known = (list: readonly Certificate[]): boolean[] =>
  list.map(({ author }) => certificates.get(author) !== undefined);

test('of more than 512 from one link those it sent last stay; what it has sent again counts as new', () => {
  const session = newSession(relay, 0);
  relayed.accept(session, [first, second, third]);
  relayed.accept(session, [first]);
  relayed.accept(session, rest);
  expect(known([first, second, third])).toEqual([true, false, true]);
  expect(known(rest).every(Boolean)).toBe(true);
});

test('each stays as long as a link to anybody who has sent it', () => {
  const [one, other] = [newSession(relay, 0), newSession(certificateOf(2), 0)];
  const both = [first, second];
  relayed.accept(one, both);
  relayed.accept(other, [first]);
  relayed.onDown(one);
  expect(known(both)).toEqual([true, false]);
  relayed.onDown(other);
  expect(known(both)).toEqual([false, false]);
});
