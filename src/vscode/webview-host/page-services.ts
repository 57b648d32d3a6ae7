import type { Messenger } from 'vscode-messenger';
import type { Clock, Event } from '../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import type { ViewCommand } from '../../../common/protocol/view/index.ts';
import type { Target } from '../commands/command-context.ts';
import type { ContentActions } from './content-actions.ts';
import type { Deletions } from './deletions.ts';
import type { FeedOptions } from './feed-options.ts';
import type { PageParts } from './page-html.ts';

/** What all pages share. */
export interface PageServices extends Omit<FeedOptions, 'canInsert' | 'soon' | 'page' | 'deletions'> {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly content: ContentActions;
  readonly deletions: Deletions;
  /** Whether this window of the editor has the focus. */
  readonly windowFocus: WindowFocus;
  /** Carries out one of the extension's own commands. Never rejects. */
  run(command: ViewCommand, target: Target): void;
  /** How the person is from now on. Rejects when the settings cannot be written. */
  setStatus(status: OwnPresence): Promise<void>;
  /** The person did something in a page. */
  onUserActivity(): void;
  /** The address of a conversation, or of a message in it. */
  link(room: RoomKey, entry?: EntryId): string;
  /** A page wrote a message: the other pages of the conversation show it too. */
  addOwnRow(room: RoomKey, row: Row): void;
}

/** Somebody may be looking at this window. */
export interface WindowFocus {
  readonly focused: boolean;
  readonly onDidChange: Event<unknown>;
}

export interface PageEvents {
  /** The focus entered or left the page. */
  focus(focus: { readonly chat: boolean; readonly composer: boolean }): void;
  /** The page wants another conversation; absent where it keeps its own. */
  open?(room: RoomKey | undefined): void;
}

/** Where the editor shows a page. */
export interface Surface {
  readonly isVisible: () => boolean;
  /** Gives the webview its document anew. */
  readonly fill: (parts: PageParts) => Promise<void>;
}

/** Where the focus of the keyboard may be put. */
export type FocusTarget = 'composer' | 'messages';
