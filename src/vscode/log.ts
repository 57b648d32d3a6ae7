import * as vscode from 'vscode';
import { Emitter, type Disposable, type Event, type Logger, type LogLevel } from '../../common/base/index.ts';

/** The channel "P2P Chat" as a log, and the level that the editor's own command has set for it. */
export interface ChannelLog extends Disposable {
  readonly logger: Logger;
  readonly current: LogLevel;
  readonly onDidChange: Event<LogLevel>;
}

const levels: Readonly<Record<vscode.LogLevel, LogLevel>> = {
  [vscode.LogLevel.Off]: 'error',
  [vscode.LogLevel.Trace]: 'debug',
  [vscode.LogLevel.Debug]: 'debug',
  [vscode.LogLevel.Info]: 'info',
  [vscode.LogLevel.Warning]: 'warn',
  [vscode.LogLevel.Error]: 'error',
};

export const channelLog = (channel: vscode.LogOutputChannel): ChannelLog => {
  const changed = new Emitter<LogLevel>();
  const watch = channel.onDidChangeLogLevel((level) => changed.fire(levels[level]));
  return {
    logger: {
      log: (level, message) => {
        try {
          channel[level](message);
        } catch {
          // the editor closes it before it ends extensions
        }
      },
    },
    get current() {
      return levels[channel.logLevel];
    },
    onDidChange: changed.event,
    dispose: () => {
      watch.dispose();
      changed.dispose();
    },
  };
};
