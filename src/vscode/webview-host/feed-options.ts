import type { Event, Logger } from '../../../common/base/index.ts';
import type { Appearance, Delta, Snapshot } from '../../../common/protocol/view/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import type { Deletions } from './deletions.ts';
import type { Previews } from './previews.ts';
import type { Drafts } from './drafts.ts';
import type { RecentEmoji } from './recent-emoji.ts';
import type { Unsent } from './unsent.ts';

/** What the settings say now. */
export interface Preferences {
  readonly appearance: Appearance;
  /** Others may see that I am writing. */
  readonly sendTyping: boolean;
  /** Authors learn what I have read, and I what they have. */
  readonly readReceipts: boolean;
  readonly onDidChange: Event<unknown>;
}

export interface FeedOptions {
  readonly holder: ChatServiceHolder;
  readonly drafts: Drafts;
  readonly unsent: Unsent;
  readonly recentEmoji: Pick<RecentEmoji, 'all' | 'used'>;
  readonly deletions: Pick<Deletions, 'of' | 'onDidChange'>;
  readonly preferences: Preferences;
  readonly logger: Logger;
  /** For a page that has a list of the conversations. */
  readonly previews?: Pick<Previews, 'of' | 'onDidChange'>;
  /** BCP 47. */
  readonly language: string;
  /** Translations of the page's texts; absent = English. */
  readonly strings?: Readonly<Record<string, string>>;
  /** Whether code may be put into the editor; absent = no. */
  readonly canInsert?: () => boolean;
  /** Runs once, soon: changes of one turn go out together. */
  readonly soon: (run: () => void) => void;
  readonly page: { snapshot(snapshot: Snapshot): void; delta(delta: Delta): void };
}
