/** A person as a page needs to know one. `identity` decides the color. */
export interface Who {
  readonly identity: string;
  readonly username: string;
}

/** How somebody is, as others see it. `away` and `dnd` are online too. */
export type Presence = 'online' | 'away' | 'dnd' | 'offline';

/**
 * Who holds one of my messages, of the others who were members when it was committed here: whoever comes or goes later changes
 * nothing, and nothing of it is ever taken back. `n` of `m` counts users, never devices.
 */
export interface Delivery {
  readonly n: number;
  readonly m: number;
  readonly users: readonly Who[];
  /** Those of them who have read it, as far as they and I let that be known; absent = nobody. */
  readonly readBy?: readonly Who[];
  /** Those who do not have it yet, as far as is known; absent = nobody. */
  readonly open?: readonly Who[];
  /** When it was known of each, by identity, that he had it, or had read it, milliseconds since 1970, as far as that is kept. */
  readonly at?: Readonly<Record<string, number>>;
}

/** What a reply answers. Without an author it is not held here (yet). */
export interface Quote {
  readonly id: string;
  readonly author?: Who;
  /** Its beginning, on one line. Absent if it cannot be read here. */
  readonly content?: string;
  readonly deleted?: boolean;
}

/** One emoji on a message. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Names of the first of them. */
  readonly users: readonly string[];
  readonly mine: boolean;
}

/** One line of a conversation. Membership lines (`created` … `closed`) have no content. */
export interface Row {
  /** Entry id, 64 hex digits. */
  readonly id: string;
  /** Sorts rows as everybody sees them; compare as text. */
  readonly order: string;
  readonly kind: 'message' | 'deleted' | 'unreadable' | 'created' | 'joined' | 'left' | 'closed';
  readonly author: Who;
  readonly own: boolean;
  /** Milliseconds since 1970, for display only. */
  readonly at: number;
  readonly content?: string;
  /** What it answers, in short. */
  readonly quote?: Quote;
  /** The members whom the text calls by `@name`. */
  readonly mentions?: readonly Who[];
  /** Milliseconds since 1970: when the text last changed. */
  readonly edited?: number;
  /** Who deleted it, as far as that is known here; only of kind `deleted`. */
  readonly deleted?: Who;
  /** First what was used first. */
  readonly reactions?: readonly Reaction[];
  /** Came by catch-up. */
  readonly viaCatchUp?: boolean;
  /** It came late to a place that had been read past already: when, milliseconds since 1970, and who brought it. */
  readonly lateArrival?: { readonly at: number; readonly deliveredBy: Who };
  /** Only on my own messages. */
  readonly delivery?: Delivery;
}

/** Messages of one person that are dated so far ahead that they are not shown. */
export interface Aside {
  readonly author: Who;
  readonly count: number;
  /** The earliest date, milliseconds since 1970. */
  readonly at: number;
}

/** Messages that are known to exist and are not here. */
export interface Gap {
  readonly author: Who;
  readonly count: number;
  /** Who of those linked now has them. */
  readonly holders: readonly Who[];
  /** Order of the row below; absent = they are the newest. */
  readonly before?: string;
}

/** Where the unread part of a conversation began when it came on screen. */
export interface NewSince {
  /** Order of its first row. */
  readonly order: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
