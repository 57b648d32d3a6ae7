import { t } from '../text.ts';
import { askList, type Choice } from '../ui/prompt.ts';
import type { ChatService } from '../../chat/index.ts';
import type { Desk, Target } from './desk.ts';

/** The direct conversation with somebody, on screen. */
export const messagePerson = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const user = typeof target === 'object' && target.user !== undefined ? target.user : await pickPerson(service);
  if (user !== undefined) await desk.show(await service.openDirect(user));
};

const pickPerson = async (service: ChatService): Promise<string | undefined> => {
  const people = service.state.people.filter((person) => !person.me);
  const items = people.map((person): Choice<string> => ({
    label: `$(${person.presence !== 'offline' ? 'circle-filled' : 'circle-outline'}) ${person.username}`,
    description: person.presence !== 'offline' ? t('online') : t('offline'),
    value: person.username,
  }));
  const placeholder = items.length === 0 ? t('Nobody else is on this tracker yet.') : t('To whom?');
  const answer = await askList({ title: t('Send Direct Message'), placeholder, items: () => items });
  return typeof answer === 'string' ? answer : undefined;
};
