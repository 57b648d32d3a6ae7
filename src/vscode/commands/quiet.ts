import * as vscode from 'vscode';
import type { Conversation } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';
import type { CommandHandlers, Desk, Target } from './desk.ts';
import { conversationFor } from './pick.ts';

/** So long, in milliseconds, the status bar says what has been done. */
const toldFor = 4000;

const muteRoom = (desk: Desk, target: Target): Promise<void> =>
  set(desk, target, { muted: true, title: t('Mute'), empty: t('No conversations to mute') });

const unmuteRoom = (desk: Desk, target: Target): Promise<void> =>
  set(desk, target, { muted: false, title: t('Unmute'), empty: t('No muted conversations') });

interface Change {
  readonly muted: boolean;
  readonly title: string;
  readonly empty: string;
}

const set = async (desk: Desk, target: Target, { muted, ...question }: Change): Promise<void> => {
  const offered = (one: Conversation): boolean => one.muted !== muted;
  const one = await conversationFor(desk, target, { ...question, offered });
  if (!one) return;
  await (await desk.host.open()).mute({ room: one.room, muted });
  desk.keys.set({ quietChosen: true });
  const told = muted ? t('Muted {0}. Only mentions will count.', one.name) : t('Unmuted {0}.', one.name);
  vscode.window.setStatusBarMessage(told, toldFor);
};

export const muteCommands = { muteRoom, unmuteRoom } satisfies CommandHandlers;
