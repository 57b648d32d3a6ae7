import type { Facts } from '../chat-host.ts';
import { callsIn } from './calls.ts';

type ConnectionKey = 'offline' | 'connecting' | 'online' | 'error';

const connectionKey = ({ chat }: Facts): ConnectionKey => {
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

/** The `when` clauses of package.json, without their prefix `p2pChat.`. */
export const contextKeys = (facts: Facts): Readonly<Record<string, boolean | string>> => ({
  configured: facts.configured,
  host: facts.host,
  registered: facts.chat?.account !== undefined,
  connectionState: connectionKey(facts),
  connected: facts.chat?.account !== undefined && facts.chat.connection.state === 'connected',
  hasRooms: (facts.chat?.conversations.length ?? 0) > 0,
  hasUnread: callsIn(facts.chat) > 0,
  localTrackerRunning: facts.localTracker,
  dnd: facts.silenced,
});
