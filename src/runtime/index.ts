export { withTimeout } from './with-timeout.ts';
export { nodeClock } from './clock.ts';
export { nodeTurn } from './turn.ts';
