import type { ChatService } from '../../client/index.ts';
import { onlineFirst, matches, personItem, switcherOffers, parseQuery } from '../model/switcher.ts';
import { keyDigits } from '../../../common/text/index.ts';
import { escapeIcons } from '../model/escape.ts';
import { presenceIcons, presenceText } from '../model/presence.ts';
import { join } from '../model/tree-node.ts';
import { t } from '../text.ts';
import { signedIn, type CommandHandlers, type CommandContext, type Target } from './command-context.ts';
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
        .map((person) => choice(personItem(person, service.state), person.identity)),
      ...unknown,
    ];
  };
  const hint = people.length === 0 ? t('No one else is on this tracker yet.') : t('Who do you want to message?');
  return pickOne(t('Send Direct Message'), items, hint);
};

/** Whom a name means that several people have: first which name, if there are more, then who. */
const chooseNamesake = async (context: CommandContext): Promise<void> => {
  const service = await signedIn(context);
  const { namesakes = [], people } = service.state;
  const items = (text: string) =>
    namesakes
      .filter(({ name }) => matches(name, parseQuery(text).name))
      .flatMap(({ name, identities, meant }) =>
        identities.map((identity) => {
          const presence = people.find((one) => one.identity === identity)?.presence ?? 'offline';
          const facts = [keyDigits(identity), presenceText(presence), identity === meant ? t('your choice') : ''];
          const label = `$(${presenceIcons[presence].id}) ${escapeIcons(name)}`;
          return choice({ label, description: join(facts) }, identity);
        }),
      );
  const hint = namesakes.length === 0 ? t('No two people have the same name.') : t('Who do you mean by this name?');
  const identity = await pickOne(t('Choose Who a Name Means'), items, hint);
  if (identity !== undefined) await service.acceptKey({ identity });
};

export const peopleCommands = { messagePerson, chooseNamesake, openDirect: messagePerson } satisfies CommandHandlers;
