/** So long, in milliseconds, reading everything and leaving a room can be undone. */
export const undoTime = 10_000;
