import * as vscode from 'vscode';
import { viewIds } from '../contributions/views.ts';
import type { ChatHost } from '../chat-host.ts';
import type { Facts } from '../facts.ts';
import { callsIn } from '../model/calls.ts';
import { peopleModel } from '../model/people-model.ts';
import { roomsModel } from '../model/rooms-model.ts';
import { t } from '../text.ts';
import { markDecorations } from './decorations.ts';
import type { Line } from './lines.ts';
import { TreeProvider } from './tree-provider.ts';

/** The trees Rooms and People, kept up with the host. */
export const createTrees = (host: ChatHost, subscriptions: vscode.Disposable[]): void => {
  const rooms = new TreeProvider();
  const people = new TreeProvider();
  const roomsView = vscode.window.createTreeView(viewIds.rooms, { treeDataProvider: rooms });
  const peopleView = vscode.window.createTreeView(viewIds.people, { treeDataProvider: people });
  const update = ({ chat, silenced }: Facts): void => {
    rooms.show(roomsModel(chat));
    people.show(peopleModel(chat));
    showBadge(roomsView, silenced ? 0 : callsIn(chat));
  };
  const listening = host.onDidChange(update);
  const decorations = vscode.window.registerFileDecorationProvider(markDecorations);
  subscriptions.push(rooms, people, roomsView, peopleView, listening, decorations);
};

const showBadge = (view: vscode.TreeView<Line>, unread: number): void => {
  if ((view.badge?.value ?? 0) === unread) return;
  view.badge = unread > 0 ? { value: unread, tooltip: t('{0} unread', unread) } : undefined;
};
