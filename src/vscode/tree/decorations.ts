import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { t } from '../text.ts';

const scheme = 'p2pchat-room';

/** Names a line of the Rooms tree to the decorations. The count is part of it, so that a new count is a new name. */
export const roomUri = (room: RoomKey, unread: number): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${room}`, query: String(unread) });

/** The unread count at the right edge of a room's line. */
export const unreadDecorations: vscode.FileDecorationProvider = {
  provideFileDecoration: (uri) => {
    const unread = uri.scheme === scheme ? Number(uri.query) : 0;
    if (unread === 0) return undefined;
    return new vscode.FileDecoration(
      unread > 9 ? '9+' : String(unread),
      t('{0} unread', unread),
      new vscode.ThemeColor('list.highlightForeground'),
    );
  },
};
