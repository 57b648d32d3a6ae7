import type { Who } from '../../common/model/index.ts';

/** What a person can do with what a message holds. */
export interface MarkupActions {
  copy(text: string): void;
  insertCode(code: string): void;
  openLink(url: string): void;
  /** A message has become taller or shorter by the person's own doing. */
  resized(): void;
}

export interface MarkupContext {
  /** Of the row: what is drawn once for it is kept. */
  readonly key: string;
  /** Whether the Tab key reaches links and buttons: it does in one message at a time. */
  readonly current: boolean;
  /** Whether code may be put into the editor. */
  readonly canInsert: boolean;
  /** Whom the text may call by `@name`. */
  readonly mentions: readonly Who[];
  /** My identity. */
  readonly me: string | undefined;
  readonly actions: MarkupActions;
  /** What is said after the text, such as that it is not the first one. */
  readonly note?: { readonly words: string; readonly title: string } | undefined;
}
