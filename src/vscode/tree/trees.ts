import * as vscode from 'vscode';
import type { Event } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { viewIds } from '../contributions/views.ts';
import type { Facts } from '../facts.ts';
import { callsIn, mentionsIn, mentionWords, unreadWords } from '../model/calls.ts';
import { peopleModel } from '../model/people-model.ts';
import { roomsModel } from '../model/rooms-model.ts';
import { join } from '../model/tree-node.ts';
import { t } from '../text.ts';
import { markDecorations } from './decorations.ts';
import type { Line } from './lines.ts';
import { Paced } from './paced.ts';
import { SelectionFollower } from './selection-follower.ts';
import { TreeProvider } from './tree-provider.ts';

/** Milliseconds between two drawings: each shows that the view is busy, and people come and go all the time. */
const roomsEvery = 200;
const peopleEvery = 1000;

/** The conversation that the person looks at. */
export interface Looked {
  readonly current: RoomKey | undefined;
  readonly onDidChangeCurrent: Event<void>;
}

/** The trees Conversations and People, kept up with the host; the line of the conversation on screen is selected. */
export const createTrees = (host: ChatHost, looked: Looked, subscriptions: vscode.Disposable[]): void => {
  const rooms = new TreeProvider();
  const people = new TreeProvider();
  const roomsView = vscode.window.createTreeView(viewIds.rooms, { treeDataProvider: rooms });
  const peopleView = vscode.window.createTreeView(viewIds.people, { treeDataProvider: people });
  const follower = new SelectionFollower({
    current: () => looked.current,
    find: (room) => rooms.find(`room:${room}`),
    isVisible: () => roomsView.visible,
    select: (line) => roomsView.reveal(line, { select: true, focus: false }),
  });
  const drawRooms = new Paced(clock, roomsEvery, () => {
    rooms.show(roomsModel(host.facts.chat));
    follower.follow();
  });
  const drawPeople = new Paced(clock, peopleEvery, () => people.show(peopleModel(host.facts.chat)));
  const update = (facts: Facts): void => {
    drawRooms.request();
    drawPeople.request();
    roomsView.description = facts.chat?.connection.chosen === true ? t('Offline') : '';
    showBadge(roomsView, facts);
  };
  subscriptions.push(rooms, people, roomsView, peopleView, drawRooms, drawPeople);
  subscriptions.push(
    host.onDidChange(update),
    looked.onDidChangeCurrent(() => follower.follow()),
    roomsView.onDidChangeVisibility(() => follower.shown()),
    vscode.window.registerFileDecorationProvider(markDecorations),
  );
};

const showBadge = (view: vscode.TreeView<Line>, { chat, silenced }: Facts): void => {
  const value = silenced ? 0 : callsIn(chat);
  const tooltip = join([mentionWords(mentionsIn(chat)), unreadWords(value)]);
  if ((view.badge?.value ?? 0) === value && (view.badge?.tooltip ?? tooltip) === tooltip) return;
  view.badge = value > 0 ? { value, tooltip } : undefined;
};
