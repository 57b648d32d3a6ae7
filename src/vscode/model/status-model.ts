import { oneLine } from '../../../common/text/index.ts';
import type { Facts } from '../facts.ts';
import type { SettingValue } from '../contributions/settings.ts';
import { t } from '../text.ts';
import { callsIn, mentionsIn, mentionWords, unreadWords } from './calls.ts';
import { dashboard } from './dashboard.ts';
import { noIcons } from './plain.ts';
import { situation, type Situation } from './situation.ts';
import { join } from './tree-node.ts';

type Visibility = SettingValue<'statusBar.visibility'>;

export interface StatusModel {
  /** With codicons. */
  readonly text: string;
  /** Markdown with icons and links to commands. */
  readonly hover: string;
  readonly spoken: string;
  readonly command: Situation['command'];
  /** Drawn as a warning: somebody has to do something. */
  readonly warns: boolean;
}

/** The status bar belongs to everybody. */
const longest = 20;

/** Those that call me by name stand apart: the others can wait. */
const counts = (calls: number, mentions: number): string =>
  mentions > 0 ? `${calls} $(mention)${mentions}` : `${calls}`;

/** What the status bar shows; undefined = nothing, as before the first Set Up. */
export const statusModel = (facts: Facts, visibility: Visibility): StatusModel | undefined => {
  const calls = facts.silenced ? 0 : callsIn(facts.chat);
  if (!facts.configured || visibility === 'never' || (visibility === 'whenUnread' && calls === 0)) return undefined;
  const mentions = facts.silenced ? 0 : mentionsIn(facts.chat);
  const now = situation(facts);
  const name = facts.chat?.account?.username;
  return {
    text: `$(${now.icon}) ${calls > 0 ? counts(calls, mentions) : noIcons(oneLine(name ?? 'P2P Chat', longest))}`,
    hover: dashboard(facts, now),
    spoken: join([
      'P2P Chat',
      now.line,
      name === undefined ? '' : t('Signed in as {0}', name),
      mentionWords(mentions),
      unreadWords(calls),
    ]),
    command: now.command,
    warns: now.stuck ?? false,
  };
};
