import type { Conversation } from '../../../common/protocol/chat/index.ts';
import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { Picked } from '../model/switcher.ts';
import { t } from '../text.ts';
import { heading, type Item } from '../ui/prompt.ts';
import type { CommandHandlers, Desk, Target } from './desk.ts';
import { conversationFor, pickTarget, targetRoom } from './pick.ts';
import { createRoom, joinRoom } from './rooms.ts';
import { writeTo } from './write.ts';

/** So long, in milliseconds, the status bar says what has been done. */
const toldFor = 4000;

/** The quick switcher: rooms and people in one list. */
const openRoom = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const known = await targetRoom(service, target);
  if (known) return desk.show(known);
  const picked = await pickTarget(service.state, t('Open Room'), { extra: offers(service) });
  if (picked === 'create') return createRoom(desk);
  if (picked === 'join') return joinRoom(desk, undefined);
  const room = await roomOfPicked(service, picked);
  if (room) await desk.show(room);
};

const offers = ({ state: { connection, discover } }: ChatService): readonly Item<Picked>[] =>
  connection.state === 'connected'
    ? [
        heading(''),
        { label: `$(add) ${t('Create Room…')}`, alwaysShow: true, value: 'create' },
        ...(discover.length > 0
          ? [{ label: `$(sign-in) ${t('Join Room…')}`, alwaysShow: true, value: 'join' } as const]
          : []),
      ]
    : [];

const roomOfPicked = async (service: ChatService, picked: Picked | undefined): Promise<RoomKey | undefined> =>
  typeof picked === 'object' ? targetRoom(service, picked) : undefined;

const openRoomToSide = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const known = await targetRoom(service, target);
  const room = known ?? (await roomOfPicked(service, await pickTarget(service.state, t('Open to the Side'))));
  if (room) await desk.show(room, undefined, 'side');
};

const copyLink = async (desk: Desk, target: Target): Promise<void> => {
  const one = await conversationFor(desk, target, { title: t('Copy Link'), empty: t('No conversations yet') });
  if (!one) return;
  await vscode.env.clipboard.writeText(desk.link(one.room));
  vscode.window.setStatusBarMessage(t('Link copied. It works for members of {0}.', titleOf(one)), toldFor);
};

/** A message written without leaving the code. */
const sendMessage = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const known = await targetRoom(service, target);
  const room =
    known ?? (await roomOfPicked(service, await pickTarget(service.state, t('Send Message'), { offered: mayWrite })));
  const one = service.state.conversations.find((each) => each.room === room);
  if (!one) return;
  const name = titleOf(one);
  const sent = await writeTo(desk, {
    room: one.room,
    title: t('Message to {0}', name),
    prompt: t('You can use Markdown.'),
  });
  if (sent) vscode.window.setStatusBarMessage(t('Sent to {0}.', name), toldFor);
};

const mayWrite = ({ readOnly }: Conversation): boolean => readOnly === undefined;

export const conversationCommands = { copyLink, openRoom, openRoomToSide, sendMessage } satisfies CommandHandlers;
