import {
  deviceOf,
  type Certificate,
  type DeviceKey,
  type IdentityKey,
  type Target,
} from '../../../common/model/index.ts';
import type { Memberships } from './membership/memberships.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Certificates } from './replication/certificates.ts';
import type { Directory, KnownDevice } from './tracker/directory.ts';
import type { ReachedDevices } from './tracker/reached-devices.ts';

interface TargetParts {
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly memberships: Memberships;
  readonly certificates: Certificates;
  readonly directory: Directory;
  readonly reachedDevices: ReachedDevices;
}

/** The devices of everybody I share an open conversation with: those that the tracker calls online; without its word those that were reached lately. */
export const dialTargets = (parts: TargetParts): Target[] => {
  const { me, conversations, memberships } = parts;
  const wanted = new Map<DeviceKey, Target>();
  for (const conversation of conversations.all) {
    if (memberships.standing(conversation).readOnly !== undefined) continue;
    for (const identity of memberships.members(conversation).keys())
      for (const target of devicesOf(parts, identity))
        if (target.device !== me.device) wanted.set(target.device, target);
  }
  return [...wanted.values()];
};

const devicesOf = ({ certificates, directory, reachedDevices }: TargetParts, identity: IdentityKey): Target[] => {
  const { presence, devices = new Map<DeviceKey, KnownDevice>() } = directory.get(identity) ?? {};
  const said = [...devices.values()].flatMap((known) =>
    known.online ? [{ device: known.device, identity, addresses: directory.addresses(known) }] : [],
  );
  const reached =
    presence === undefined
      ? [...certificates.authorsOf(identity)].map(deviceOf).filter((device) => !devices.has(device))
      : [];
  const others = reached.map((device) => ({ device, identity, addresses: reachedDevices.addresses(device) }));
  return [...said, ...others].filter(({ addresses }) => addresses.length > 0);
};
