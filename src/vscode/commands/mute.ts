import type { Conversation } from '../../../common/protocol/chat/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { endOf, muteChoices } from '../model/mute-choices.ts';
import { untilText } from '../model/mute-until.ts';
import { t } from '../text.ts';
import { askList } from '../ui/prompt.ts';
import { offerUndo } from '../ui/undo.ts';
import type { CommandHandlers, CommandContext, Target } from './command-context.ts';
import { conversationFor } from './pick.ts';
import { showStatusMessage } from '../ui/status-message.ts';

/** For some time or for good; of a muted one the time can be changed. */
export const muteRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const question = { title: t('Mute'), empty: t('No conversations to mute') };
  const one = await conversationFor(context, target, { ...question, offered: ({ muted }) => !muted });
  if (!one) return;
  const choice = await askList({
    title: t('Mute {0}', titleOf(one)),
    placeholder: t('Only mentions will count.'),
    items: () => muteChoices(clock.wall()).map((each) => ({ ...each, value: each })),
  });
  if (typeof choice === 'symbol' || choice === undefined) return;
  const until = endOf(choice, clock.wall());
  const service = await context.holder.open();
  await service.mute({ room: one.room, muted: true, ...(until !== undefined && { until }) });
  context.keys.set({ quietChosen: true });
  const told =
    until === undefined
      ? t('Muted {0}. Only mentions will count.', titleOf(one))
      : t('Muted {0} until {1}. Only mentions will count.', titleOf(one), untilText(until, clock.wall()));
  void offerUndo(told, () => muteAsBefore(context, one), context.logger);
};

const muteAsBefore = async ({ holder }: CommandContext, { room, muted, mutedUntil }: Conversation): Promise<void> =>
  (await holder.open()).mute({ room, muted, ...(mutedUntil !== undefined && { until: mutedUntil }) });

const unmuteRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const question = { title: t('Unmute'), empty: t('No muted conversations') };
  const one = await conversationFor(context, target, { ...question, offered: ({ muted }) => muted });
  if (!one) return;
  await (await context.holder.open()).mute({ room: one.room, muted: false });
  context.keys.set({ quietChosen: true });
  showStatusMessage(t('Unmuted {0}.', titleOf(one)));
};

export const muteCommands = { muteRoom, unmuteRoom } satisfies CommandHandlers;
