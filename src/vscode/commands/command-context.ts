import { AppError, type Logger } from '../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { AppLoader } from '../app-loader.ts';
import type { CommandName } from '../contributions/commands.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import type { TreeNode } from '../model/tree-node.ts';
import type { ContextKeys } from '../context-keys.ts';
import type { Mutes } from '../notifications/mutes.ts';
import type { OwnStatus } from '../presence/own-status.ts';
import type { GlobalMemento } from '../global-memento.ts';

/** A place that somebody named: beside what is open, the view of the side bar, the active group. */
export type ShowLocation = 'side' | 'sidebar' | 'editor';

/** What the commands work with. */
export interface CommandContext {
  readonly holder: ChatServiceHolder;
  readonly loader: AppLoader;
  readonly memento: GlobalMemento;
  readonly mutes: Mutes;
  readonly status: OwnStatus;
  readonly logger: Logger;
  /** Brings a conversation on screen, where the settings say or where it is wanted, and a message of it if one is meant. */
  show(room: RoomKey, reveal?: EntryId, where?: ShowLocation): Promise<void>;
  /** A link of ours that was pasted: asks first, as one that comes from outside. Never rejects. */
  openLink(link: string): Promise<void>;
  /** The conversation that the person looks at, or looked at last of those on screen. */
  readonly current: RoomKey | undefined;
  /** Puts the keyboard into the page that is looked at. */
  focus(part: 'composer' | 'messages'): Promise<void>;
  readonly keys: ContextKeys;
  /** The address of a conversation, or of a message in it, for others who are in it. */
  link(room: RoomKey, entry?: EntryId): string;
  /** A message of mine that no page has written: the pages of its conversation show it. */
  addOwnRow(room: RoomKey, row: Row): void;
  /** What can still be undone is carried out. Never rejects. */
  flushPending(): Promise<void>;
  showLog(): void;
}

/** A command's argument: a line of a tree, a conversation's key or a person from a page, or nothing from the palette. */
export type Target = Pick<TreeNode, 'room' | 'user'> | RoomKey | undefined;

export const roomOf = (target: Target): RoomKey | undefined => (typeof target === 'string' ? target : target?.room);

/** The service of somebody who is signed in. Rejects with NOT_AUTHENTICATED, or as `open` does. */
export const signedIn = async ({ holder }: CommandContext): Promise<ChatService> => {
  const service = await holder.open();
  if (!service.state.account) throw new AppError('NOT_AUTHENTICATED', 'no one is signed in');
  return service;
};

/** What runs when a command is chosen. What it rejects with is told to the person. */
export type CommandHandler = (context: CommandContext, target: Target) => Promise<void>;
export type CommandHandlers = Partial<Readonly<Record<CommandName, CommandHandler>>>;
