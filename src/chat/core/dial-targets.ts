import type { Certificate, DeviceKey, Target } from '../../../common/model/index.ts';
import type { Memberships } from './membership/memberships.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Directory } from './tracker/directory.ts';

interface TargetParts {
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly memberships: Memberships;
  readonly directory: Directory;
}

/** The online devices of everybody I share an open conversation with. */
export const dialTargets = ({ me, conversations, memberships, directory }: TargetParts): Target[] => {
  const wanted = new Map<DeviceKey, Target>();
  for (const conversation of conversations.all) {
    if (memberships.standing(conversation).readOnly !== undefined) continue;
    for (const identity of memberships.members(conversation).keys()) {
      for (const known of directory.get(identity)?.devices.values() ?? []) {
        if (!known.online || known.device === me.device) continue;
        const addresses = directory.addresses(known);
        if (addresses.length > 0) wanted.set(known.device, { device: known.device, identity, addresses });
      }
    }
  }
  return [...wanted.values()];
};
