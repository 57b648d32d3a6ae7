import type { Conversation } from '../../../common/protocol/chat/index.ts';
import { isOver } from '../model/conversation-list.ts';
import { t } from '../text.ts';
import { offerUndo } from '../ui/undo.ts';
import type { CommandHandlers, Desk, Target } from './desk.ts';
import { conversationFor } from './pick.ts';

const pinRoom = async (desk: Desk, target: Target): Promise<void> => {
  const question = { title: t('Pin'), empty: t('No conversations to pin') };
  await pin(desk, await conversationFor(desk, target, { ...question, offered: ({ pinned }) => !pinned }), true);
};

const unpinRoom = async (desk: Desk, target: Target): Promise<void> => {
  const question = { title: t('Unpin'), empty: t('No pinned conversations') };
  await pin(
    desk,
    await conversationFor(desk, target, { ...question, offered: ({ pinned }) => pinned === true }),
    false,
  );
};

const pin = async ({ host }: Desk, one: Conversation | undefined, pinned: boolean): Promise<void> => {
  if (one) await (await host.open()).pin({ room: one.room, pinned });
};

/** A room that is over. What is on this computer stays, and a link leads to it still. */
const removeRoom = async (desk: Desk, target: Target): Promise<void> => {
  const question = { title: t('Remove from List'), empty: t('No deleted rooms, and none that you left') };
  const one = await conversationFor(desk, target, { ...question, offered: isOver });
  if (!one) return;
  const service = await desk.host.open();
  const { room, name } = one;
  await service.hide({ room, hidden: true });
  void offerUndo(t('Removed #{0} from the list.', name), () => service.hide({ room, hidden: false }), desk.logger);
};

export const listCommands = { pinRoom, removeRoom, unpinRoom } satisfies CommandHandlers;
