import type {
  Connection,
  ConversationItem,
  Header,
  Quote,
  Row,
  Screen,
  Who,
} from '../../common/protocol/view/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';

/** Rows kept in the page. Beyond it the oldest go, and no older ones are fetched. */
export const rowCap = 2000;
/** Lines that exist only in this page. */
export const localCap = 200;

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
}

/** An answer to a slash command, for my eyes only. */
export interface Note extends Local {
  readonly kind: 'note';
  readonly text: string;
}

/** Everything the page knows. It is a projection: the host can make it again at any time. */
export interface State {
  /** -1 before the first snapshot. */
  readonly rev: number;
  /** A delta was missed: what is shown may be old until the next snapshot. */
  readonly stale: boolean;
  readonly screen: Screen;
  readonly me?: Who;
  readonly header?: Header;
  readonly connection?: Connection;
  readonly conversations: readonly ConversationItem[];
  /** Ascending by `order`. */
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  /** Code of a message may be put into the editor. */
  readonly canInsert: boolean;
  readonly locals: readonly (Outgoing | Note)[];
}

export const initialState: State = {
  rev: -1,
  stale: false,
  screen: 'loading',
  conversations: [],
  rows: [],
  hasOlder: false,
  loadingOlder: false,
  canInsert: false,
  locals: [],
};

/** The conversation on screen, if there is one. */
export const roomOf = (state: State): string | undefined => (state.screen === 'chat' ? state.header?.room : undefined);
