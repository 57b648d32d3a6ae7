import type { ChatService } from '../../client/index.ts';
import { onlineFirst, matches, personItem, switcherOffers, parseQuery } from '../model/switcher.ts';
import { t } from '../text.ts';
import type { CommandHandlers, CommandContext, Target } from './command-context.ts';
import { choice, pickOne } from './pick.ts';

/** The direct conversation with somebody, on screen. */
const messagePerson = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const user = typeof target === 'object' && target.user !== undefined ? target.user : await pickPerson(service);
  if (user !== undefined) await context.show(await service.openDirect({ user }));
};

/** By a part of the name; somebody whom this computer has not seen yet by the whole. */
const pickPerson = (service: ChatService): Promise<string | undefined> => {
  const people = service.state.people.filter((person) => !person.me).toSorted(onlineFirst);
  const items = (text: string) => {
    const { name } = parseQuery(text);
    const unknown = switcherOffers(service.state, { name, kind: 'person' }).map((one) => choice(one, name));
    return [
      ...people
        .filter(({ username }) => matches(username, name))
        .map((person) => choice(personItem(person), person.identity)),
      ...unknown,
    ];
  };
  const hint = people.length === 0 ? t('No one else is on this tracker yet.') : t('Who do you want to message?');
  return pickOne(t('Send Direct Message'), items, hint);
};

export const peopleCommands = { messagePerson, openDirect: messagePerson } satisfies CommandHandlers;
