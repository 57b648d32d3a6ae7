import type { ChatState, Person } from '../../chat/index.ts';
import { t } from '../text.ts';
import { byName, type TreeNode } from './tree-node.ts';

/** The People tree: who is online first, then by name; me marked. */
export const peopleModel = (chat: ChatState | undefined): readonly TreeNode[] =>
  chat?.account
    ? chat.people
        .toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)) || byName(a.username, b.username))
        .map(personNode)
    : [];

const personNode = (person: Person): TreeNode => {
  const here = isHere(person);
  const presence = here ? t('online') : t('offline');
  const description = person.me ? t('you') : (person.roomName ?? '');
  const route = person.links > 0 ? t('connected directly') : '';
  return {
    id: `person:${person.identity}`,
    user: person.username,
    label: person.username,
    ...(description && { description }),
    tooltip: [person.username, presence, person.me ? t('you') : route].filter(Boolean).join(' · '),
    icon: here ? { id: 'circle-filled', color: 'charts.green' } : { id: 'circle-outline' },
    context: ['person', here ? 'online' : 'offline', person.me ? 'me' : 'other'].join(';'),
    spoken: [person.username, person.me ? t('you') : '', presence, route].filter(Boolean).join(', '),
  };
};

const isHere = ({ presence }: Person): boolean => presence !== 'offline';
