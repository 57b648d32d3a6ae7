import type { Amender } from './amender.ts';
import type { Announcer } from './announcer.ts';
import type { Commander } from './commander.ts';
import type { Completer } from './completer.ts';
import type { Drafts } from './drafts.ts';
import type { Field } from './field.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';
import type { Typing } from './typing.ts';

/** What the writer needs of the rest of the page. */
export interface WriterParts {
  readonly store: Store;
  readonly drafts: Drafts;
  readonly sender: Sender;
  readonly commander: Commander;
  readonly announcer: Announcer;
  readonly field: Field;
  readonly completer: Completer;
  readonly typing: Typing;
  /** Something to draw. */
  changed(): void;
  /** Scrolls the conversation by a page. */
  page(by: 1 | -1): void;
  readonly amender: Pick<Amender, 'edit' | 'remove' | 'rewrite'>;
  /** Something of mine goes to the end of the conversation. */
  sent(): void;
  /** An emoji was taken. */
  readonly used: (emoji: string) => void;
}
