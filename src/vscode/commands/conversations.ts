import type { Conversation } from '../../../common/protocol/chat/index.ts';
import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import type { ChatService } from '../../client/index.ts';
import { linkIn } from '../model/deep-link.ts';
import { switcherOffers, type SwitcherTarget, type SwitcherQuery } from '../model/switcher.ts';
import { t } from '../text.ts';
import { heading, type Item } from '../ui/prompt.ts';
import type { CommandHandlers, CommandContext, Target } from './command-context.ts';
import { choice, conversationFor, pickTarget, targetRoom } from './pick.ts';
import { createRoom, joinRoom } from './rooms.ts';
import { promptAndSend } from './message-prompt.ts';
import { showStatusMessage } from '../ui/status-message.ts';

/** The quick switcher: rooms and people in one list, whatever can come of a name, and links that were copied elsewhere. */
const openRoom = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const known = await targetRoom(service, target);
  if (known) return context.show(known);
  const picked = await pickTarget(service.state, t('Open Room'), { extra: offers(service) });
  if (picked === undefined) return;
  if (picked === 'create') return createRoom(context);
  if (picked === 'join') return joinRoom(context, undefined);
  if ('create' in picked) return createRoom(context, picked.create);
  if ('join' in picked) return joinRoom(context, picked.join);
  if ('link' in picked) return context.openLink(picked.link);
  const room = await roomOfPicked(service, picked);
  if (room) await context.show(room);
};

const offers =
  ({ state }: ChatService) =>
  (typed: SwitcherQuery, text: string): readonly Item<SwitcherTarget>[] => {
    const link = linkIn(text);
    if (link !== undefined) return [{ label: `$(link) ${t('Open Link')}`, alwaysShow: true, value: { link } }];
    const offered = switcherOffers(state, typed).map((one) => choice(one, one.target));
    const others = typed.name === '' && state.connection.state === 'connected' ? standing(state.discover.length) : [];
    return offered.length + others.length > 0 ? [heading(''), ...offered, ...others] : [];
  };

const standing = (listed: number): readonly Item<SwitcherTarget>[] => [
  { label: `$(add) ${t('Create Room…')}`, alwaysShow: true, value: 'create' },
  ...(listed > 0 ? [{ label: `$(sign-in) ${t('Join Room…')}`, alwaysShow: true, value: 'join' } as const] : []),
];

const roomOfPicked = async (service: ChatService, picked: SwitcherTarget | undefined): Promise<RoomKey | undefined> =>
  typeof picked === 'object' && ('room' in picked || 'user' in picked) ? targetRoom(service, picked) : undefined;

const openRoomToSide = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const known = await targetRoom(service, target);
  const room = known ?? (await roomOfPicked(service, await pickTarget(service.state, t('Open to the Side'))));
  if (room) await context.show(room, undefined, 'side');
};

const copyLink = async (context: CommandContext, target: Target): Promise<void> => {
  const one = await conversationFor(context, target, { title: t('Copy Link'), empty: t('No conversations yet') });
  if (!one) return;
  await vscode.env.clipboard.writeText(context.link(one.room));
  const { appName } = vscode.env;
  const told = t('Link copied. Members of {0} can open it in {1}, or paste it into Open Room.', titleOf(one), appName);
  showStatusMessage(told);
};

/** A message written without leaving the code. */
const sendMessage = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const known = await targetRoom(service, target);
  const room =
    known ?? (await roomOfPicked(service, await pickTarget(service.state, t('Send Message'), { offered: mayWrite })));
  const one = service.state.conversations.find((each) => each.room === room);
  if (!one) return;
  const name = titleOf(one);
  const sent = await promptAndSend(context, {
    room: one.room,
    title: t('Message to {0}', name),
    prompt: t('You can use Markdown.'),
  });
  if (sent) showStatusMessage(t('Sent to {0}.', name));
};

const mayWrite = ({ readOnly }: Conversation): boolean => readOnly === undefined;

/** The conversation on screen goes to the other place, with what stands in its message box. */
const openIn =
  (where: 'sidebar' | 'editor') =>
  async (context: CommandContext, target: Target): Promise<void> => {
    const service = await context.holder.open();
    // the editor hands over what it calls the tab, which says nothing
    const room = (typeof target === 'string' ? target : undefined) ?? context.current;
    const known = service.state.conversations.find((one) => one.room === room);
    if (known) await context.show(known.room, undefined, where);
  };

export const conversationCommands = {
  copyLink,
  openRoom,
  openConversation: openRoom,
  openInEditor: openIn('editor'),
  openInSidebar: openIn('sidebar'),
  openRoomToSide,
  sendMessage,
} satisfies CommandHandlers;
