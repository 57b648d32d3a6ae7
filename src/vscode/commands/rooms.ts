import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatService, Conversation } from '../../chat/index.ts';
import { errorText } from '../model/error-text.ts';
import { nameProblem } from '../model/inputs.ts';
import { byName } from '../model/tree-node.ts';
import { t } from '../text.ts';
import { confirm } from '../ui/errors.ts';
import { askList, askText, type Choice } from '../ui/prompt.ts';
import { back } from '../ui/steps.ts';
import { roomOf, type Desk, type Target } from './desk.ts';

export const createRoom = async (desk: Desk): Promise<void> => {
  const service = await desk.host.open();
  let room: RoomKey | undefined;
  await askText({
    title: t('Create Room'),
    prompt: t('Name of the room. Everybody on the tracker can join it and read all that was written there.'),
    placeholder: 'design',
    check: nameProblem,
    submit: async (name) => {
      try {
        room = await service.createRoom({ name: name.trim() });
        return undefined;
      } catch (error) {
        const { code, details } = AppError.from(error);
        return errorText(code, details).sentence;
      }
    },
  });
  if (room) await desk.show(room);
};

export const joinRoom = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const wanted = roomOf(target) ?? (await pickListed(service));
  if (wanted) await desk.show(await service.joinRoom(wanted));
};

export const openRoom = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const room = roomOf(target) ?? (await pickMine(service, t('Open Room'), () => true, t('No conversations yet')));
  if (room) await desk.show(room);
};

export const leaveRoom = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const room =
    roomOf(target) ??
    (await pickMine(service, t('Leave Room'), mayLeave, t('There is no room here that you can leave.')));
  const one = conversation(service, room);
  if (!one) return;
  if (one.mine) throw new AppError('OWNER_CANNOT_LEAVE', 'the owner wanted to leave');
  const detail = t('You get no new messages from it. What is on this computer stays readable.');
  if (await confirm(t('Leave the room {0}?', one.name), detail, t('Leave Room'))) await service.leaveRoom(one.room);
};

export const deleteRoom = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const room =
    roomOf(target) ??
    (await pickMine(service, t('Delete Room'), mayDelete, t('You own no room that could be deleted.')));
  const one = conversation(service, room);
  if (!one) return;
  if (!one.mine) throw new AppError('NOT_OWNER', 'somebody else wanted to delete');
  const detail = t(
    'Nobody can write there any more, and it cannot be undone. Members keep what they have on their computers.',
  );
  if (await confirm(t('Delete the room {0} for everybody?', one.name), detail, t('Delete Room')))
    await service.deleteRoom(one.room);
};

const mayLeave = (one: Conversation): boolean => one.kind === 'group' && !one.readOnly && !one.mine;

const mayDelete = (one: Conversation): boolean => one.mine && one.readOnly !== 'closed';

const conversation = (service: ChatService, room: RoomKey | undefined): Conversation | undefined =>
  service.state.conversations.find((one) => one.room === room);

const pickMine = async (
  service: ChatService,
  title: string,
  offered: (one: Conversation) => boolean,
  empty: string,
): Promise<RoomKey | undefined> => {
  const rooms = service.state.conversations.filter(offered).toSorted((a, b) => b.lastAt - a.lastAt);
  const items = rooms.map((one): Choice<RoomKey> => ({
    label: `$(${one.kind === 'group' ? 'comment-discussion' : 'account'}) ${one.name}`,
    value: one.room,
    ...(one.unread > 0 && { description: t('{0} unread', one.unread) }),
  }));
  return pick(title, items, empty, t('Which room?'));
};

const pickListed = async (service: ChatService): Promise<RoomKey | undefined> => {
  const rooms = service.state.discover.toSorted((a, b) => byName(a.name, b.name));
  const items = rooms.map((one): Choice<RoomKey> => ({
    label: `$(comment-discussion) ${one.name}`,
    description: t('{0} of {1} online', one.online, one.total),
    value: one.room,
  }));
  const hint = t('Members see you, and you get everything written in the room so far.');
  return pick(t('Join Room'), items, t('There is no other room on this tracker.'), hint);
};

const pick = async (
  title: string,
  items: readonly Choice<RoomKey>[],
  empty: string,
  hint: string,
): Promise<RoomKey | undefined> => {
  const answer = await askList({ title, placeholder: items.length === 0 ? empty : hint, items: () => items });
  return answer === back ? undefined : answer;
};
