import { oneLine } from '../../../common/text/index.ts';
import type { Facts } from '../facts.ts';
import type { SettingValue } from '../contributions/settings.ts';
import { t } from '../text.ts';
import { callsIn } from './calls.ts';
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

/** What the status bar shows; undefined = nothing, as before the first Set Up. */
export const statusModel = (facts: Facts, visibility: Visibility): StatusModel | undefined => {
  const calls = facts.silenced ? 0 : callsIn(facts.chat);
  if (!facts.configured || visibility === 'never' || (visibility === 'whenUnread' && calls === 0)) return undefined;
  const now = situation(facts);
  const name = facts.chat?.account?.username;
  return {
    text: `$(${now.icon}) ${calls > 0 ? calls : noIcons(oneLine(name ?? 'P2P Chat', longest))}`,
    hover: dashboard(facts, now),
    spoken: join([
      'P2P Chat',
      now.line,
      name === undefined ? '' : t('Signed in as {0}', name),
      calls > 0 ? t('{0} unread', calls) : '',
    ]),
    command: now.command,
    warns: now.stuck ?? false,
  };
};
