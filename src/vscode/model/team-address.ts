import { parseTrackerAddress, typedAddress } from '../../../common/base/index.ts';
import type { Account } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';

/**
 * What teammates type to come to the tracker of this account, the likeliest first. Empty: nobody else can reach it.
 * @param local where the tracker of this computer is reached from its networks
 */
export const teamAddresses = (account: Account, local: readonly string[]): readonly string[] => {
  const address = parseTrackerAddress(account.tracker);
  if (typeof address === 'string') return [];
  return address.loopback ? local.filter((one) => one.endsWith(`:${address.port}`)) : [typedAddress(address.url)];
};

/** Said when a tracker for the network has been started. `program`: what a firewall calls the editor. */
export const networkTrackerText = (addresses: readonly string[], program: string): string =>
  addresses.length === 0
    ? t('The tracker is running, but this computer isn’t on a private network, so no one else can reach it.')
    : [
        t('Your tracker is running. Teammates choose Set Up and enter {0}.', addresses.join(t(' or '))),
        t('If a firewall asks about {0}, allow it on private networks.', program),
      ].join(' ');
