import type { Conversation } from '../../../common/protocol/chat/index.ts';
import { isOver } from '../model/conversation-list.ts';
import { t } from '../text.ts';
import { offerUndo } from '../ui/undo.ts';
import type { CommandHandlers, CommandContext, Target } from './command-context.ts';
import { conversationFor } from './pick.ts';

const pinRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const question = { title: t('Pin'), empty: t('No conversations to pin') };
  await pin(context, await conversationFor(context, target, { ...question, offered: ({ pinned }) => !pinned }), true);
};

const unpinRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const question = { title: t('Unpin'), empty: t('No pinned conversations') };
  await pin(
    context,
    await conversationFor(context, target, { ...question, offered: ({ pinned }) => pinned === true }),
    false,
  );
};

const pin = async ({ holder }: CommandContext, one: Conversation | undefined, pinned: boolean): Promise<void> => {
  if (one) await (await holder.open()).pin({ room: one.room, pinned });
};

/** A room that is over. What is on this computer stays, and a link leads to it still. */
const removeRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const question = { title: t('Remove from List'), empty: t('No deleted rooms, and none that you left') };
  const one = await conversationFor(context, target, { ...question, offered: isOver });
  if (!one) return;
  const service = await context.holder.open();
  const { room, name } = one;
  await service.hide({ room, hidden: true });
  void offerUndo(t('Removed #{0} from the list.', name), () => service.hide({ room, hidden: false }), context.logger);
};

export const listCommands = { pinRoom, removeRoom, unpinRoom } satisfies CommandHandlers;
