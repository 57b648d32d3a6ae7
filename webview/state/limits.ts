/** How much of a conversation the page holds. */
export const stateLimits = {
  /** Rows. Beyond it those at the far end go, and are fetched again when somebody comes near. */
  rows: 10_000,
  /** Newest rows remembered that lie beyond those shown. */
  later: 1000,
  /** Lines that exist only in this page. */
  localRows: 200,
  /** New texts of messages that are not saved yet. */
  edits: 50,
  /** Messages found; who has so many wants to say more precisely what is meant. */
  hits: 1000,
  /** Matches colored at a time. */
  highlights: 2000,
  /** Late messages that have not been on screen yet. */
  unseen: 1000,
} as const;
