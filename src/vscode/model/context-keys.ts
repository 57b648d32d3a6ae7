import type { Facts } from '../facts.ts';
import type { StateValues } from '../contributions/context-keys.ts';
import { callsIn } from './calls.ts';

const connectionKey = ({ chat }: Facts): StateValues['connectionState'] => {
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
export const contextKeys = (facts: Facts): StateValues => ({
  configured: facts.configured,
  host: facts.failure === 'ENGINE_FAILED' ? 'stopped' : facts.host,
  registered: facts.registered,
  connectionState: connectionKey(facts),
  connected: facts.chat?.account !== undefined && facts.chat.connection.state === 'connected',
  hasRooms: (facts.chat?.conversations.length ?? 0) > 0,
  hasUnread: callsIn(facts.chat) > 0,
  localTrackerRunning: facts.localTracker,
  dnd: facts.silenced,
});
