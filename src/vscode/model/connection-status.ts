import type { UiState } from '../ui-state.ts';
import { t } from '../text.ts';
import { errorText } from './error-text.ts';

/** How things are, in one line. */
export interface ConnectionStatus {
  readonly icon: string;
  readonly line: string;
  /** The most useful thing to do now. */
  readonly command: 'openRoom' | 'connect' | 'restart' | 'signIn' | 'showLog';
  /** It will not get better without somebody doing something. */
  readonly stuck?: boolean;
}

export const connectionStatus = (uiState: UiState): ConnectionStatus => {
  if (uiState.hung) return { icon: 'warning', line: t('P2P Chat isn’t responding.'), command: 'showLog', stuck: true };
  switch (uiState.service) {
    case 'starting':
    case 'opening':
      return { icon: 'sync~spin', line: t('Opening…'), command: 'showLog' };
    case 'otherWindow':
      return { icon: 'multiple-windows', line: t('P2P Chat is active in another window'), command: 'connect' };
    case 'failed':
      return {
        icon: 'warning',
        line: errorText(uiState.failure ?? 'INTERNAL').sentence,
        command: uiState.failure === 'ENGINE_FAILED' ? 'restart' : 'connect',
        stuck: true,
      };
    case 'closed':
      return { icon: 'debug-disconnect', line: t('Not connected'), command: 'connect' };
    case 'open':
      return uiState.chat?.account
        ? connected(uiState)
        : { icon: 'account', line: t('Not signed in'), command: 'signIn' };
  }
};

const connected = ({ chat, silenced }: UiState): ConnectionStatus => {
  const tracker = chat?.connection.address ?? '';
  const disk = chat?.disk ?? 'ok';
  // a slow disk loses nothing: the page alone says so
  if (disk === 'full' || disk === 'failing') {
    const line = errorText(disk === 'full' ? 'DISK_FULL' : 'DISK_ERROR').sentence;
    return { icon: 'warning', line, command: 'showLog', stuck: true };
  }
  if (chat?.connection.chosen === true)
    return {
      icon: 'debug-disconnect',
      line: t('You’re offline. Messages you write now are saved and sent later.'),
      command: 'connect',
    };
  switch (chat?.connection.state) {
    case 'connected':
      return {
        icon: silenced ? 'bell-slash' : 'comment-discussion',
        line: t('Connected (tracker {0})', tracker),
        command: 'openRoom',
      };
    case 'connecting':
      return { icon: 'sync~spin', line: t('Connecting to {0}…', tracker), command: 'openRoom' };
    case 'waiting':
    case 'offline':
    case undefined: {
      const cause = chat?.connection.cause;
      return {
        icon: 'warning',
        line: cause ? errorText(cause, { tracker }).sentence : t('Not connected'),
        command: 'connect',
        ...(cause && chat?.connection.state === 'offline' && { stuck: true }),
      };
    }
  }
};
