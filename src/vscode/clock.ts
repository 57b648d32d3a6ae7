/** The clock of this process. */
export { nodeClock as clock } from '../runtime/index.ts';
