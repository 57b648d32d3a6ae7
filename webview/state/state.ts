import type { Connection, DiskState } from '../../common/protocol/chat/index.ts';
import type { NewSince, Quote, Row, Who } from '../../common/model/index.ts';
import type { Appearance, ConversationItem, Header, Screen } from '../../common/protocol/view/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';

interface Local {
  readonly key: string;
  readonly room: string;
  /** Stands after the row with this order; empty = before all. */
  readonly after: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A message of mine that is not on disk yet, or could not be put there. */
export interface Outgoing extends Local {
  readonly kind: 'sending' | 'failed';
  readonly content: string;
  /** What it answers. */
  readonly quote?: Quote;
  readonly code?: ErrorCode;
  /** The host keeps it too, under the same key. */
  readonly kept?: true;
}

/** An answer to a slash command, for my eyes only. */
export interface Note extends Local {
  readonly kind: 'note';
  readonly text: string;
  /** It shows all commands and keys. */
  readonly help?: true;
  /** Username of somebody it is about, to whose conversation it leads. */
  readonly person?: string;
}

/** A new text of a message of mine that is not on disk yet, or could not be put there. */
export interface Edit {
  /** Entry id of the message. */
  readonly key: string;
  readonly room: string;
  readonly kind: 'sending' | 'failed';
  readonly content: string;
  /** Why it failed, in a sentence. */
  readonly why?: string;
}

/** Rows that can be asked for: those before, those after, or those of another place. */
export type Side = 'older' | 'newer' | 'jump';

/** Lines of the conversation, by their index: from the first up to and with the last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Everything the page knows. It is a projection: the host can make it again at any time. */
export interface State {
  /** -1 before the first snapshot. */
  readonly rev: number;
  /** A delta was missed: what is shown may be old until the next snapshot. */
  readonly stale: boolean;
  readonly screen: Screen;
  readonly failure?: ErrorCode;
  readonly me?: Who;
  readonly header?: Header;
  readonly connection?: Connection;
  readonly disk: DiskState;
  /** The engine says nothing. */
  readonly hung: boolean;
  /** Identities of people whose name others have too. */
  readonly namesakes: readonly string[];
  readonly conversations: readonly ConversationItem[];
  /** An unbroken stretch of the conversation, ascending by `order`. */
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  /** The page is in the past: the conversation goes on after the last row. */
  readonly hasNewer: boolean;
  /** What came while in the past, beyond the last row. Empty at the newest. */
  readonly later: readonly Row[];
  /** Order of the newest row ever known of this conversation. */
  readonly newest: string;
  /** What is on its way, and what could not be had. */
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  readonly jumping: boolean;
  readonly loadFailed?: Side;
  readonly newSince?: NewSince;
  /** Who is writing now. */
  readonly typing: readonly Who[];
  readonly appearance: Appearance;
  /** Code of a message may be put into the editor. */
  readonly canInsert: boolean;
  readonly localRows: readonly (Outgoing | Note)[];
  /** New texts of my messages, until they are on disk. */
  readonly edits: readonly Edit[];
  /** Messages that are about to be deleted, which can still be undone. */
  readonly deleting: readonly string[];
}

export const initialState: State = {
  rev: -1,
  stale: false,
  screen: 'loading',
  disk: 'ok',
  hung: false,
  namesakes: [],
  conversations: [],
  rows: [],
  hasOlder: false,
  hasNewer: false,
  later: [],
  newest: '',
  loadingOlder: false,
  loadingNewer: false,
  jumping: false,
  typing: [],
  appearance: { fontSize: 0, density: 'comfortable', timeFormat: 'auto', sendKey: 'enter' },
  canInsert: false,
  localRows: [],
  edits: [],
  deleting: [],
};

/** The conversation on screen, if there is one. */
export const roomOf = (state: State): string | undefined => (state.screen === 'chat' ? state.header?.room : undefined);
