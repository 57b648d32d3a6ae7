/** A part of the page in pixels; a point is one without size. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What floats over the page; at most one of them at a time. */
export type Popup =
  | { readonly kind: 'members' }
  /** A day is to be chosen; `day` is what is offered, milliseconds since 1970. */
  | { readonly kind: 'date'; readonly at: Area; readonly day: number }
  | { readonly kind: 'roomMenu'; readonly at: Area }
  /** `selected` is what was selected of it. */
  | { readonly kind: 'messageMenu'; readonly at: Area; readonly message: string; readonly selected: string }
  /** An emoji for a message; `query` is what is looked for. */
  | { readonly kind: 'reactions'; readonly at: Area; readonly message: string; readonly query: string }
  /** Who has a message of mine. */
  | { readonly kind: 'delivery'; readonly at: Area; readonly message: string };
