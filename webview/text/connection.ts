import type { Who } from '../../common/model/index.ts';
import type { Connection } from '../../common/protocol/chat/index.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { numberText } from './format.ts';

/** Something about the connection that a person may want to know. `good`: everything works all the same. */
interface Health {
  readonly tone: 'good' | 'warn';
  readonly words: string;
}

/** Undefined while all is well, or nothing is to be said here: in a room that one can only read. */
export const healthOf = (
  header: Pick<Header, 'kind' | 'name' | 'links' | 'members' | 'readOnly'>,
  me: Who | undefined,
  connection: Connection | undefined,
): Health | undefined => {
  if (connection === undefined || header.readOnly !== undefined) return undefined;
  if (connection.state !== 'connected') return { tone: 'warn', words: withoutTracker(header, connection) };
  const isSomebodyHere = header.members.some((one) => one.identity !== me?.identity && one.presence !== 'offline');
  if (header.links === 0 && isSomebodyHere) return { tone: 'warn', words: reaching(header) };
  return isOverheard(connection) ? { tone: 'good', words: overheardText(connection) } : undefined;
};

const withoutTracker = (
  { kind, name, links }: Pick<Header, 'kind' | 'name' | 'links'>,
  { state }: Connection,
): string => {
  if (links > 0) {
    const words = kind === 'direct' ? t('Connected to {0}', name) : connectedText(links);
    return state === 'connecting' ? words : t('{0} (tracker offline)', words);
  }
  return state === 'connecting' ? t('Connecting…') : t('Offline. Messages you write now are saved and sent later.');
};

const connectedText = (people: number): string =>
  people === 1 ? t('Connected to 1 person') : t('Connected to {0} people', numberText(people));

const reaching = ({ kind, name }: Pick<Header, 'kind' | 'name'>): string =>
  kind === 'direct' ? t('Connecting to {0}…', name) : t('Connecting to members…');

/** Between this computer and itself nobody listens. */
const isOverheard = ({ insecure, loopback }: Connection): boolean => insecure && !loopback;

const overheardText = ({ address }: Connection): string =>
  t('Messages are end-to-end encrypted. The link to the tracker at {0} is not.', address);
