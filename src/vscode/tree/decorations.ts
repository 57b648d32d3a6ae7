import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { mentionText, unreadText } from '../model/attention.ts';
import type { Badge } from '../model/tree-node.ts';

const scheme = 'p2pchat-room';

/** Names a line of the Conversations tree to the decorations. The mark is part of it, so that a new one is a new name. */
export const roomUri = (room: RoomKey, { kind, count }: Badge): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${room}`, query: `${kind}=${count}` });

/** Two characters at the right edge of a line, and its color. */
export const badgeDecorations: vscode.FileDecorationProvider = {
  provideFileDecoration: (uri) => {
    if (uri.scheme !== scheme) return undefined;
    const [kind, value] = uri.query.split('=');
    const draw = draws.get(kind ?? '');
    return draw?.(Number(value));
  },
};

const decoration = (badge: string | undefined, tooltip: string, color: string): vscode.FileDecoration =>
  new vscode.FileDecoration(badge, tooltip, new vscode.ThemeColor(color));

const few = (count: number): string => (count > 9 ? '9+' : String(count));

const draws: ReadonlyMap<string, (count: number) => vscode.FileDecoration> = new Map<
  Badge['kind'],
  (count: number) => vscode.FileDecoration
>([
  ['mention', (count) => decoration(`@${count > 9 ? '+' : count}`, mentionText(count), 'p2pChat.unreadForeground')],
  ['unread', (count) => decoration(few(count), unreadText(count), 'p2pChat.unreadForeground')],
  ['quiet', (count) => decoration(count > 0 ? few(count) : undefined, unreadText(count), 'p2pChat.mutedForeground')],
]);
