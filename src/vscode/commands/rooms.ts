import type { Conversation } from '../../../common/protocol/chat/index.ts';
import { AppError } from '../../../common/base/index.ts';
import { demandAccess, leaveDenial, roomDeletionDenial } from '../../../common/membership/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { normalName } from '../../../common/text/index.ts';
import type { ChatService } from '../../client/index.ts';
import { errorText } from '../model/error-text.ts';
import { nameProblem } from '../model/inputs.ts';
import { escapeIcons } from '../model/escape.ts';
import { matches, parseQuery } from '../model/switcher.ts';
import { byName, join } from '../model/tree-node.ts';
import { t } from '../text.ts';
import { confirm } from '../ui/errors.ts';
import { offerUndo } from '../ui/undo.ts';
import { askText, type Choice } from '../ui/prompt.ts';
import { roomOf, signedIn, type CommandHandlers, type CommandContext, type Target } from './command-context.ts';
import { choice, conversationFor, pickOne } from './pick.ts';

/** A room of that name, or of one that is asked for. */
export const createRoom = async (context: CommandContext, named?: string): Promise<void> => {
  const service = await signedIn(context);
  if (named !== undefined) return context.show(await service.createRoom({ name: normalName(named) }));
  let room: RoomKey | undefined;
  await askText({
    title: t('Create Room'),
    prompt:
      service.state.connection.state === 'connected'
        ? t('Room name. Anyone on this tracker can join and read its whole history.')
        : t('Room name. Others can find and join the room once you’re online.'),
    placeholder: 'design',
    check: nameProblem,
    submit: async (name) => {
      try {
        room = await service.createRoom({ name: normalName(name) });
        return undefined;
      } catch (error) {
        const { code, details } = AppError.from(error);
        return errorText(code, details).sentence;
      }
    },
  });
  if (room) await context.show(room);
};

export const joinRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await signedIn(context);
  const { state } = service.state.connection;
  if (state === 'offline' || state === 'waiting') throw new AppError('OFFLINE', 'joining needs the tracker');
  const wanted = roomOf(target) ?? (await pickListed(service));
  if (wanted) await context.show(await service.joinRoom({ room: wanted }));
};

const leaveRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const one = await conversationFor(context, target, {
    title: t('Leave Room'),
    offered: mayLeave,
    empty: service.state.conversations.some(mayDelete)
      ? t('You can’t leave rooms you own. Delete them instead.')
      : t('You’re not in any rooms.'),
  });
  if (!one) return;
  demandAccess(leaveDenial(one));
  const detail = t('You won’t get new messages from it. You can still read what’s on this computer.');
  if (!(await confirm(t('Leave #{0}?', one.name), detail, t('Leave Room')))) return;
  await service.leaveRoom({ room: one.room, undoable: true });
  void offerUndo(t('You left #{0}.', one.name), () => stay(service, one), context.logger);
};

/** In time nobody has noticed that I was about to go; later I join again. */
const stay = async (service: ChatService, { room }: Conversation): Promise<void> => {
  if (!(await service.undoLeaveRoom({ room }))) await service.joinRoom({ room });
};

const deleteRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const one = await conversationFor(context, target, {
    title: t('Delete Room'),
    offered: mayDelete,
    empty: t('You don’t own any rooms.'),
  });
  if (!one) return;
  demandAccess(roomDeletionDenial(one));
  const detail = t('No one will be able to write there anymore. This can’t be undone. Members keep their copies.');
  if (await confirm(t('Delete #{0} for everyone?', one.name), detail, t('Delete Room')))
    await service.deleteRoom({ room: one.room });
};

const mayLeave = (one: Conversation): boolean => leaveDenial(one) === undefined;

const mayDelete = (one: Conversation): boolean => roomDeletionDenial(one) === undefined;

const pickListed = async (service: ChatService): Promise<RoomKey | undefined> => {
  const rooms = service.state.discover.toSorted((a, b) => b.online - a.online || byName(a.name, b.name));
  const lines = rooms.map((one) => ({
    name: one.name,
    label: `$(comment-discussion) ${escapeIcons(one.name)}`,
    description: join(
      [t('{0} of {1} online', one.online, one.total), t('created by {0}', escapeIcons(one.owner))],
      ' · ',
    ),
    room: one.room,
  }));
  const items = (text: string): readonly Choice<RoomKey>[] =>
    lines.filter(({ name }) => matches(name, parseQuery(text).name)).map((one) => choice(one, one.room));
  const hint = t('Members will see you, and you’ll get the room’s full history.');
  return pickOne(t('Join Room'), items, rooms.length === 0 ? t('There are no other rooms on this tracker.') : hint);
};

export const roomCommands = {
  createRoom: (context) => createRoom(context),
  deleteRoom,
  joinRoom,
  joinAgain: joinRoom,
  leaveRoom,
} satisfies CommandHandlers;
