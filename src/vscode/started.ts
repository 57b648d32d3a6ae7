/** Imported first by extension.ts: when the evaluation of the bundle began, on the clock of `performance`. */
export const started: number = performance.now();
