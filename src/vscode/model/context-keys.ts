import type { UiState } from '../ui-state.ts';
import type { ContextValues, StateValues } from '../contributions/context-keys.ts';
import { attentionCount } from './attention.ts';

const connectionKey = ({ chat }: UiState): StateValues['connectionState'] => {
  if (!chat?.account) return 'offline';
  switch (chat.connection.state) {
    case 'connected':
      return 'online';
    case 'connecting':
      return 'connecting';
    case 'waiting':
      return 'error';
    case 'offline':
      return chat.connection.cause ? 'error' : 'offline';
  }
};

/** The context keys that follow from what is known. */
export const contextKeys = (uiState: UiState): StateValues => ({
  configured: uiState.configured,
  service: uiState.failure === 'ENGINE_FAILED' ? 'stopped' : uiState.service,
  registered: uiState.registered,
  connectionState: connectionKey(uiState),
  connected: uiState.chat?.account !== undefined && uiState.chat.connection.state === 'connected',
  hasRooms: (uiState.chat?.conversations.length ?? 0) > 0,
  hasUnread: attentionCount(uiState.chat) > 0,
  localTrackerRunning: uiState.localTracker,
  dnd: uiState.silenced,
});

/** What the state proves that somebody has done once, wherever it was: the guide ticks it. */
export const provenKeys = ({ chat, silenced }: UiState): Partial<ContextValues> =>
  silenced || chat?.conversations.some(({ muted }) => muted) === true ? { quietChosen: true } : {};
