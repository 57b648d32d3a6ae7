import type { Presence } from '../../../common/model/index.ts';
import type { ChatState, Person } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';
import { digitsBeside } from './name-text.ts';
import { personTooltip } from './tooltips.ts';
import { presenceIcons, presenceText } from './presence.ts';
import { byName, flags, group, join, type TreeNode } from './tree-node.ts';

type Place = 'online' | 'away' | 'offline';

/** Who wants quiet is here all the same: the icon says the rest. */
const places: Readonly<Record<Presence, Place>> = { online: 'online', dnd: 'online', away: 'away', offline: 'offline' };

/** The People tree: who is online, who is away, who is not here; each by name, me first and marked. */
export const peopleModel = (chat: ChatState | undefined): readonly TreeNode[] => {
  if (!chat?.account) return [];
  // who went offline is seen so by everybody, and sees it too
  const isAway = chat.connection.chosen === true;
  const all = chat.people.map((one): Person => (one.me && isAway ? { ...one, presence: 'offline' } : one));
  const people = all.toSorted((a, b) => Number(b.me) - Number(a.me) || byName(a.username, b.username));
  const found = Map.groupBy(people, ({ presence }) => places[presence]);
  const lines = (place: Place): readonly TreeNode[] =>
    (found.get(place) ?? []).map((person) => personNode(person, chat));
  return [
    ...group('online', t('Online'), lines('online')),
    ...group('away', t('Away'), lines('away')),
    ...group('offline', t('Offline'), lines('offline')),
  ];
};

const personNode = (person: Person, chat: ChatState): TreeNode => {
  const { identity, username, presence, me, links } = person;
  const word = presenceText(presence);
  const digits = digitsBeside(chat, identity);
  const description = join([digits, me ? t('you') : '', presence === 'dnd' ? word : ''], ' · ');
  const route = links > 0 && !me ? t('connected directly') : '';
  return {
    id: `person:${identity}`,
    user: identity,
    label: username,
    ...(description && { description }),
    icon: presenceIcons[presence],
    contextValue: flags('person', presence, me ? 'me' : 'other'),
    ariaLabel: join([username, digits, me ? t('you') : '', word, route]),
    tooltip: () => personTooltip(person, chat),
    command: me ? 'setStatus' : 'openDirect',
  };
};
