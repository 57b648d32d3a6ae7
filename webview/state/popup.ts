import type { EmojiGroup } from '../compose/emoji.ts';

/** A part of the page in pixels; a point is one without size. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a picker of emoji shows: what is looked for, or a group while nothing is. */
export interface EmojiPick {
  readonly query: string;
  readonly group: EmojiGroup | 'recent';
}
export const startOfPicker: EmojiPick = { query: '', group: 'recent' };

/** What floats over the page; at most one of them at a time. */
export type Popup =
  | { readonly kind: 'members' }
  /** A day is to be chosen; `day` is what is offered, milliseconds since 1970. */
  | { readonly kind: 'date'; readonly at: Area; readonly day: number }
  | { readonly kind: 'roomMenu'; readonly at: Area }
  /** `selected` is what was selected of it. */
  | { readonly kind: 'messageMenu'; readonly at: Area; readonly message: string; readonly selected: string }
  /** An emoji for a message, or for what is being written. */
  | ({ readonly kind: 'reactions'; readonly at: Area; readonly message: string } & EmojiPick)
  | ({ readonly kind: 'emoji'; readonly at: Area } & EmojiPick)
  /** Who has a message of mine. */
  | { readonly kind: 'delivery'; readonly at: Area; readonly message: string };
