import type { Range } from '../ranges.ts';

/** Words and what stands among them. All text is as it was written, character for character. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  /** Somebody is called: `@` and the name as it is written here. */
  | { readonly kind: 'call'; readonly text: string; readonly username: string }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  /** `written` is all of it, for whoever finds that the address is none after all. */
  | { readonly kind: 'link'; readonly address: string; readonly written: string; readonly children: readonly Inline[] };

export type Align = 'left' | 'center' | 'right' | undefined;
export type Cell = readonly Inline[];

export interface Item {
  /** Its number where that is not the one after the last. */
  readonly value?: number;
  /** Of a task: whether it is ticked. */
  readonly done?: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly children: readonly Inline[] }
  /** A fence. `language` is empty where none is named; `title` = what else stands behind the name. */
  | { readonly kind: 'fence'; readonly text: string; readonly language: string; readonly title: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  /** `mark` = the sign of each item, or what stands behind its number. */
  | {
      readonly kind: 'list';
      readonly mark: string;
      readonly start?: number;
      readonly loose: boolean;
      readonly items: readonly Item[];
    }
  | { readonly kind: 'table'; readonly align: readonly Align[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'rule' };

/** A person called in a text: `@` and the name, in UTF-16 units. */
export interface Mention extends Range {
  /** As it was given, however it is written in the text. */
  readonly username: string;
}

/** A text as it is read. */
export interface Document {
  readonly blocks: readonly Block[];
  readonly mentions: readonly Mention[];
  /** Code and addresses, where nobody is called, in order. */
  readonly quiet: readonly Range[];
}
