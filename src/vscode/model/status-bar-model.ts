import { oneLine } from '../../../common/text/index.ts';
import type { UiState } from '../ui-state.ts';
import type { SettingValue } from '../contributions/settings.ts';
import { t } from '../text.ts';
import { attentionCount, mentionCount, mentionText, unreadText } from './attention.ts';
import { dashboard } from './dashboard.ts';
import { escapeIcons } from './escape.ts';
import { connectionStatus, type ConnectionStatus } from './connection-status.ts';
import { join } from './tree-node.ts';

type Visibility = SettingValue<'statusBar.visibility'>;

export interface StatusBarModel {
  /** With codicons. */
  readonly text: string;
  /** Markdown with icons and links to commands. */
  readonly tooltip: string;
  readonly ariaLabel: string;
  readonly command: ConnectionStatus['command'];
  /** Drawn as a warning: somebody has to do something. */
  readonly isWarning: boolean;
}

/** The status bar belongs to everybody. */
const longest = 20;

/** Those that call me by name stand apart: the others can wait. */
const counts = (calls: number, mentions: number): string =>
  mentions > 0 ? `${calls} $(mention)${mentions}` : `${calls}`;

/** What the status bar shows; undefined = nothing, as before the first Set Up. */
export const statusBarModel = (uiState: UiState, visibility: Visibility): StatusBarModel | undefined => {
  const calls = uiState.silenced ? 0 : attentionCount(uiState.chat);
  if (!uiState.configured || visibility === 'never' || (visibility === 'whenUnread' && calls === 0)) return undefined;
  const mentions = uiState.silenced ? 0 : mentionCount(uiState.chat);
  const now = connectionStatus(uiState);
  const name = uiState.chat?.account?.username;
  return {
    text: `$(${now.icon}) ${calls > 0 ? counts(calls, mentions) : escapeIcons(oneLine(name ?? 'P2P Chat', longest))}`,
    tooltip: dashboard(uiState, now),
    ariaLabel: join([
      'P2P Chat',
      now.line,
      name === undefined ? '' : t('Signed in as {0}', name),
      mentionText(mentions),
      unreadText(calls),
    ]),
    command: now.command,
    isWarning: now.stuck ?? false,
  };
};
