import { typedAddress, type AddressProblem, type TrackerAddress } from '../../../common/base/index.ts';
import type { Answer } from '../../app/index.ts';
import { t } from '../text.ts';

const example = (): string => t('Enter an address such as 192.168.1.20:6060 or wss://chat.example.org.');
const plain = (): string =>
  t('Unencrypted connections (ws:) only work on this computer or a private network. Use wss: instead.');

const problems: Readonly<Record<AddressProblem, () => string>> = {
  empty: example,
  host: example,
  scheme: () => t('A tracker address starts with ws:// or wss://, or with no prefix.'),
  path: () => t('A tracker address ends with its port. Leave out what comes after it.'),
  user: () => t('A tracker address has no user name. Leave out what comes before the @.'),
  port: () => t('The port must be a number from 1 to 65535.'),
  plain,
};

/** What is wrong with what was typed as an address. */
export const addressProblemText = (problem: AddressProblem): string => problems[problem]();

/** What is at an address, if it is no tracker that can be used there. */
export const answerProblemText = ({ url, host, port }: TrackerAddress, answer: Answer): string | undefined => {
  const where = typedAddress(url);
  switch (answer.kind) {
    case 'tracker':
      return undefined;
    case 'web':
      return answer.server === undefined
        ? t('A web server answers at {0}, not a tracker.', where)
        : t('A web server ({0}) answers at {1}, not a tracker.', answer.server, where);
    case 'other':
      return t('Another program answers at {0}, not a tracker.', where);
    case 'refused':
      return t('Nothing answers at {0}. Is the tracker running?', where);
    case 'silent':
      return t('No answer from {0}. Check the address and the firewall in front of it.', where);
    case 'unknownHost':
      return t('No computer named {0} was found.', host);
    case 'unreachable':
      return t('Can’t reach {0} from this network.', where);
    case 'certificate':
      return t('This computer doesn’t trust the certificate of {0}.', where);
    case 'secure':
      return t('The tracker there uses encryption. Enter {0}.', typedAddress(`wss://${host}:${port}`));
    case 'plain':
      return t('The tracker there doesn’t use encryption. Enter {0}.', typedAddress(`ws://${host}:${port}`));
    case 'public':
      return plain();
  }
};
