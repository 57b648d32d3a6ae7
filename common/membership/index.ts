export { evaluate, type Membership } from './evaluate.ts';
export { joinMessage } from './invites.ts';
export type { Operation } from './operation.ts';
