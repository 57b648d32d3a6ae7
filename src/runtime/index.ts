export { atMost } from './at-most.ts';
export { nodeClock } from './clock.ts';
export { nodeTurn } from './turn.ts';
