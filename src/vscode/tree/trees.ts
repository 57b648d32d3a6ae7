import * as vscode from 'vscode';
import type { Event } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { onDidChangeSetting } from '../config.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { viewIds } from '../contributions/views.ts';
import type { UiState } from '../ui-state.ts';
import { attentionCount, mentionCount, mentionText, unreadText } from '../model/attention.ts';
import { peopleModel } from '../model/people-model.ts';
import { roomsModel } from '../model/rooms-model.ts';
import { join } from '../model/tree-node.ts';
import { t } from '../text.ts';
import { badgeDecorations } from './decorations.ts';
import type { TreeElement } from './elements.ts';
import { Throttle } from './throttle.ts';
import { SelectionFollower } from './selection-follower.ts';
import { TreeProvider } from './tree-provider.ts';

/** Milliseconds between two drawings: each shows that the view is busy, and people come and go all the time. */
const roomsEvery = 200;
const peopleEvery = 1000;

/** The conversation that the person looks at. */
export interface CurrentConversation {
  readonly current: RoomKey | undefined;
  readonly onDidChangeCurrent: Event<void>;
}

/** The trees Conversations and People, kept up with the holder; the line of the conversation on screen is selected. */
export const createTrees = (
  holder: ChatServiceHolder,
  current: CurrentConversation,
  subscriptions: vscode.Disposable[],
): void => {
  const rooms = new TreeProvider();
  const people = new TreeProvider();
  const roomsView = vscode.window.createTreeView(viewIds.rooms, { treeDataProvider: rooms });
  const peopleView = vscode.window.createTreeView(viewIds.people, { treeDataProvider: people });
  const follower = new SelectionFollower({
    current: () => current.current,
    find: (room) => rooms.find(`room:${room}`),
    isVisible: () => roomsView.visible,
    select: (line) => roomsView.reveal(line, { select: true, focus: false }),
  });
  const drawRooms = new Throttle(clock, roomsEvery, () => {
    rooms.show(roomsModel(holder.uiState.chat));
    follower.follow();
  });
  const drawPeople = new Throttle(clock, peopleEvery, () => people.show(peopleModel(holder.uiState.chat)));
  const update = (uiState: UiState): void => {
    drawRooms.request();
    drawPeople.request();
    roomsView.description = uiState.chat?.connection.chosen === true ? t('Offline') : '';
    showBadge(roomsView, uiState);
  };
  subscriptions.push(rooms, people, roomsView, peopleView, drawRooms, drawPeople);
  subscriptions.push(
    holder.onDidChange(update),
    current.onDidChangeCurrent(() => follower.follow()),
    // until when a conversation is muted
    onDidChangeSetting('appearance.timeFormat', () => drawRooms.request()),
    roomsView.onDidChangeVisibility(() => follower.onShown()),
    vscode.window.registerFileDecorationProvider(badgeDecorations),
  );
};

const showBadge = (view: vscode.TreeView<TreeElement>, { chat, silenced }: UiState): void => {
  const value = silenced ? 0 : attentionCount(chat);
  const tooltip = join([mentionText(mentionCount(chat)), unreadText(value)]);
  if ((view.badge?.value ?? 0) === value && (view.badge?.tooltip ?? tooltip) === tooltip) return;
  view.badge = value > 0 ? { value, tooltip } : undefined;
};
