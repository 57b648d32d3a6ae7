import type { Facts } from '../chat-host.ts';
import { t } from '../text.ts';
import { errorText } from './error-text.ts';

export type StatusVisibility = 'always' | 'whenUnread' | 'never';

export interface StatusModel {
  /** With codicons. */
  readonly text: string;
  /** Lines of plain text. */
  readonly lines: readonly string[];
  readonly spoken: string;
  readonly command: 'openRoom' | 'connect' | 'signIn' | 'showLog';
}

/** What the status bar shows; undefined = nothing, as before the first Set Up. */
export const statusModel = (facts: Facts, visibility: StatusVisibility): StatusModel | undefined => {
  const unread = facts.chat?.unread ?? 0;
  if (!facts.configured || visibility === 'never' || (visibility === 'whenUnread' && unread === 0)) return undefined;
  const { icon, line, command } = situation(facts);
  const name = facts.chat?.account?.username;
  const links = facts.chat?.links.length ?? 0;
  const lines = [
    line,
    ...(name ? [t('Signed in as {0}', name), t('Direct links: {0}', links)] : []),
    ...(unread > 0 ? [t('{0} unread', unread)] : []),
  ];
  const text = [`$(${icon})`, unread > 0 ? String(unread) : shortened(name ?? 'P2P Chat')].join(' ');
  return { text, lines, spoken: ['P2P Chat', ...lines].join(', '), command };
};

/** The status bar belongs to everybody. */
const longest = 20;
const shortened = (name: string): string => {
  const letters = Array.from(name); // whole characters
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : name;
};

interface Situation {
  readonly icon: string;
  readonly line: string;
  readonly command: StatusModel['command'];
}

const situation = (facts: Facts): Situation => {
  switch (facts.host) {
    case 'starting':
    case 'opening':
      return { icon: 'sync~spin', line: t('Opening…'), command: 'showLog' };
    case 'otherWindow':
      return { icon: 'multiple-windows', line: t('P2P Chat runs in another window'), command: 'connect' };
    case 'failed':
      return { icon: 'warning', line: errorText(facts.failure ?? 'INTERNAL').sentence, command: 'connect' };
    case 'closed':
      return { icon: 'debug-disconnect', line: t('Not connected'), command: 'connect' };
    case 'open':
      return facts.chat?.account ? connected(facts) : { icon: 'account', line: t('Not signed in'), command: 'signIn' };
  }
};

const connected = ({ chat, silenced }: Facts): Situation => {
  const tracker = chat?.connection.tracker ?? '';
  const disk = chat?.disk ?? 'ok';
  if (disk !== 'ok') {
    const line = errorText(disk === 'full' ? 'DISK_FULL' : 'DISK_ERROR').sentence;
    return { icon: 'warning', line, command: 'showLog' };
  }
  switch (chat?.connection.state) {
    case 'connected':
      return {
        icon: silenced ? 'bell-slash' : 'comment-discussion',
        line: t('Connected to {0}', tracker),
        command: 'openRoom',
      };
    case 'connecting':
      return { icon: 'sync~spin', line: t('Connecting to {0}…', tracker), command: 'openRoom' };
    case 'waiting':
    case 'offline':
    case undefined: {
      const cause = chat?.connection.cause;
      return { icon: 'warning', line: cause ? errorText(cause).sentence : t('Not connected'), command: 'connect' };
    }
  }
};
