import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import { autoAway } from '../config.ts';
import { statusChoices } from '../model/status-choices.ts';
import { t } from '../text.ts';
import { askList } from '../ui/prompt.ts';
import { signedIn, type CommandHandlers, type CommandContext } from './command-context.ts';
import { showStatusMessage } from '../ui/status-message.ts';

const minute = 60_000;

const setStatus = async (context: CommandContext): Promise<void> => {
  await signedIn(context);
  const choices = statusChoices(context.status.chosen, autoAway() / minute);
  const answer = await askList<OwnPresence>({
    title: t('Set Status'),
    placeholder: t('What others see, and whether you get notifications'),
    items: () => choices,
  });
  if (typeof answer !== 'string') return;
  await context.status.choose(answer);
  context.keys.set({ quietChosen: true });
};

const toggleDnd = async (context: CommandContext): Promise<void> => {
  await signedIn(context);
  context.status.toggleDnd();
  context.keys.set({ quietChosen: true });
  const now = context.status.silenced ? t('Do Not Disturb is on') : t('Do Not Disturb is off');
  showStatusMessage(`P2P Chat: ${now}`);
};

export const statusCommands = { setStatus, toggleDnd } satisfies CommandHandlers;
