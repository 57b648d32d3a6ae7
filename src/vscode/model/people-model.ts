import type { Presence } from '../../../common/model/index.ts';
import type { ChatState, Person } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';
import { personHover } from './hovers.ts';
import { presenceIcons, presenceWord } from './presence.ts';
import { byName, flags, group, join, type TreeNode } from './tree-node.ts';

type Place = 'online' | 'away' | 'offline';

/** Who wants quiet is here, but not to talk. */
const places: Readonly<Record<Presence, Place>> = { online: 'online', away: 'away', dnd: 'away', offline: 'offline' };

/** The People tree: who is online, who is away or wants quiet, who is not here; each by name, me first and marked. */
export const peopleModel = (chat: ChatState | undefined): readonly TreeNode[] => {
  if (!chat?.account) return [];
  const people = chat.people.toSorted((a, b) => Number(b.me) - Number(a.me) || byName(a.username, b.username));
  const found = Map.groupBy(people, ({ presence }) => places[presence]);
  const lines = (place: Place): readonly TreeNode[] => (found.get(place) ?? []).map(personNode);
  return [
    ...group('online', t('Online'), lines('online')),
    ...group('away', t('Away'), lines('away')),
    ...group('offline', t('Offline'), lines('offline')),
  ];
};

const personNode = (person: Person): TreeNode => {
  const { identity, username, presence, me, links, roomName = '' } = person;
  const word = presenceWord(presence);
  const description = join([me ? t('you') : '', presence === 'dnd' ? word : '', me ? '' : roomName], ' · ');
  const route = links > 0 && !me ? t('connected directly') : '';
  return {
    id: `person:${identity}`,
    user: username,
    label: username,
    ...(description && { description }),
    icon: presenceIcons[presence],
    context: flags('person', presence, me ? 'me' : 'other'),
    spoken: join([username, me ? t('you') : '', word, route]),
    hover: () => personHover(person),
  };
};
