import { hereFirst, personItem } from '../model/switcher.ts';
import { t } from '../text.ts';
import type { ChatService } from '../../client/index.ts';
import type { CommandHandlers, Desk, Target } from './desk.ts';
import { pickOne } from './pick.ts';

/** The direct conversation with somebody, on screen. */
const messagePerson = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const user = typeof target === 'object' && target.user !== undefined ? target.user : await pickPerson(service);
  if (user !== undefined) await desk.show(await service.openDirect({ username: user }));
};

const pickPerson = (service: ChatService): Promise<string | undefined> => {
  const people = service.state.people.filter((person) => !person.me).toSorted(hereFirst);
  const items = people.map((person) => ({ ...personItem(person), value: person.username }));
  return pickOne(
    t('Send Direct Message'),
    items,
    t('No one else is on this tracker yet.'),
    t('Who do you want to message?'),
  );
};

export const peopleCommands = { messagePerson } satisfies CommandHandlers;
