import type * as vscode from 'vscode';
import type { Logger } from '../../common/base/index.ts';

/** Lines of all rooms in the channel "P2P Chat"; its level is set by the editor's own command. */
export const channelLogger = (channel: vscode.LogOutputChannel): Logger => ({
  log: (level, message) => channel[level](message),
});
