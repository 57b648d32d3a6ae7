import type { Env } from '../../../common/base/index.ts';
import type { ChatPorts } from './ports.ts';
import { Certificates } from './replication/certificates.ts';

/** Everybody who was known here before, and their names: what was signed first, then what was only said. */
export const loadCertificates = (env: Env, { me, authority, loaded }: ChatPorts): Certificates => {
  const certificates = new Certificates(env.crypto, authority);
  const { names } = certificates;
  names.load(loaded.meant);
  certificates.addTrusted(me);
  for (const bytes of loaded.certificates) certificates.load(bytes);
  for (const { partner } of loaded.rooms)
    if (partner !== undefined) names.learn(partner.identity, partner.username, 'word');
  return certificates;
};
