import type { MessageController } from './message-controller.ts';
import type { Announcer } from './announcer.ts';
import type { SlashRunner } from './slash-runner.ts';
import type { Completer } from './completer.ts';
import type { Drafts } from './drafts.ts';
import type { TextAreaAdapter } from './text-area-adapter.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';

/** What the composer needs of the rest of the page. */
export interface ComposerParts {
  readonly store: Store;
  readonly drafts: Drafts;
  readonly sender: Sender;
  readonly slash: SlashRunner;
  readonly announcer: Announcer;
  readonly textArea: TextAreaAdapter;
  readonly completer: Completer;
  /** Something to draw. */
  changed(): void;
  /** Scrolls the conversation by a page. */
  page(by: 1 | -1): void;
  readonly messages: Pick<MessageController, 'edit' | 'delete' | 'startEdit'>;
  /** Something of mine goes to the end of the conversation. */
  sent(): void;
  /** An emoji was taken. */
  readonly used: (emoji: string) => void;
}
