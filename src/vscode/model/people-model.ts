import type { ChatState, Person } from '../../chat/index.ts';
import { t } from '../text.ts';
import { byName, type TreeNode } from './tree-node.ts';

/** The People tree: who is online first, then by name; me marked. */
export const peopleModel = (chat: ChatState | undefined): readonly TreeNode[] =>
  chat?.account
    ? chat.people
        .toSorted((a, b) => Number(b.online) - Number(a.online) || byName(a.username, b.username))
        .map(personNode)
    : [];

const personNode = (person: Person): TreeNode => {
  const presence = person.online ? t('online') : t('offline');
  const description = person.me ? t('you') : (person.roomName ?? '');
  const route = person.links > 0 ? t('connected directly') : '';
  return {
    id: `person:${person.identity}`,
    user: person.username,
    label: person.username,
    ...(description && { description }),
    tooltip: [person.username, presence, person.me ? t('you') : route].filter(Boolean).join(' · '),
    icon: person.online ? { id: 'circle-filled', color: 'charts.green' } : { id: 'circle-outline' },
    context: ['person', person.online ? 'online' : 'offline', person.me ? 'me' : 'other'].join(';'),
    spoken: [person.username, person.me ? t('you') : '', presence, route].filter(Boolean).join(', '),
  };
};
