import type { ErrorCode } from '../../base/index.ts';
import type { ReadOnlyReason } from '../../membership/index.ts';
import type { Aside, Gap, NewSince, Presence, Row, Who } from '../../model/index.ts';
import type { Connection, DiskState } from '../chat/index.ts';

export interface Member extends Who {
  readonly presence: Presence;
  readonly owner: boolean;
}

/** The conversation on screen. */
export interface Header {
  readonly room: string;
  readonly kind: 'group' | 'direct';
  readonly name: string;
  /** I own it: I may delete it and cannot leave it. */
  readonly mine: boolean;
  /** Why I cannot write here, if I cannot. */
  readonly readOnly?: ReadOnlyReason;
  readonly members: readonly Member[];
  /** How many of the other members a live link leads to. */
  readonly links: number;
  /** What is missing of it, in order. */
  readonly gaps?: readonly Gap[];
  /** Who has written what is dated too far ahead to be shown. */
  readonly aside?: readonly Aside[];
  /** No notification is shown for it. */
  readonly muted: boolean;
  /** It stands before the others. */
  readonly pinned?: true;
}

/** The last message of a conversation, as a list shows it. */
export interface Preview {
  readonly author: string;
  readonly own: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** One line. */
  readonly text: string;
  readonly deleted?: true;
}

export interface ConversationItem {
  readonly room: string;
  readonly kind: 'group' | 'direct';
  readonly name: string;
  readonly unread: number;
  /** How many of the unread ones mention me. */
  readonly mentions: number;
  readonly muted: boolean;
  /** I own it: I may delete it and cannot leave it. */
  readonly mine?: true;
  readonly pinned?: true;
  /** Why I cannot write there, if I cannot. */
  readonly readOnly?: ReadOnlyReason;
  /** Whom a direct conversation is with. */
  readonly other?: Member;
  /** Absent where nothing has been written, and until it is known. */
  readonly last?: Preview;
}

/** How a person wants the page to look and behave; from the settings. */
export interface Appearance {
  /** Pixels; 0 = the editor's own. */
  readonly fontSize: number;
  readonly density: 'comfortable' | 'compact';
  readonly timeFormat: 'auto' | '12h' | '24h';
  readonly sendKey: 'enter' | 'ctrlEnter';
}

/** What a date is to be written by: twelve hours or twenty-four; `auto` is the custom of the language. */
export const hourCycleOf = (format: Appearance['timeFormat']): { readonly hourCycle?: 'h12' | 'h23' } =>
  format === 'auto' ? {} : { hourCycle: format === '12h' ? 'h12' : 'h23' };

/** What the page shows when it is not a conversation. */
export type Screen = 'setUp' | 'signIn' | 'pick' | 'chat' | 'otherWindow' | 'closed' | 'loading';

export interface Snapshot {
  readonly version: 1;
  readonly rev: number;
  readonly screen: Screen;
  /** Why there is nothing to show, on the screen `closed`. */
  readonly failure?: ErrorCode;
  readonly me?: Who;
  readonly header?: Header;
  /** For the list of the side bar's view, in its order; empty in a panel. */
  readonly conversations: readonly ConversationItem[];
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly newSince?: NewSince;
  readonly appearance: Appearance;
  /** Code of a message may be put into the editor: only where the person trusts the workspace. */
  readonly canInsert?: boolean;
  readonly connection?: Connection;
  /** Absent = `ok`. */
  readonly disk?: DiskState;
  /** The engine says nothing. Absent = it does. */
  readonly hung?: boolean;
  /** Identities of people whose name others have too; absent = nobody’s. */
  readonly namesakes?: readonly string[];
  readonly draft: string;
  /** Emoji that this person took, the newest first. */
  readonly recentEmoji?: readonly string[];
  /** Messages of mine in this conversation that could not be sent. */
  readonly failed?: readonly FailedMessage[];
  /** Entry ids of messages that are about to be deleted: it can still be undone. */
  readonly deleting?: readonly string[];
  /** Translations by English text; absent = English. */
  readonly strings?: Readonly<Record<string, string>>;
  /** BCP 47, for dates and numbers. */
  readonly language: string;
}

/** Changes since the snapshot or delta with `rev - 1`; a gap means: say `ready` again. */
export interface Delta {
  readonly rev: number;
  /** New rows or new versions of rows, found by id. */
  readonly rows?: readonly Row[];
  readonly header?: Header;
  readonly conversations?: readonly ConversationItem[];
  readonly connection?: Connection;
  readonly disk?: DiskState;
  readonly hung?: boolean;
  readonly namesakes?: readonly string[];
  /** Who is writing now; empty = nobody any more. */
  readonly typing?: readonly Who[];
  readonly appearance?: Appearance;
  /** All of them that could not be sent. */
  readonly failed?: readonly FailedMessage[];
  /** All of them that are about to be deleted. */
  readonly deleting?: readonly string[];
}

/** A message of mine that could not be put on disk. The host keeps it until it is sent again or let go. */
export interface FailedMessage {
  readonly key: string;
  readonly room: string;
  /** Stands after the row with this order; empty = before all. */
  readonly after: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly content: string;
  readonly replyTo?: string;
  readonly code: ErrorCode;
}
