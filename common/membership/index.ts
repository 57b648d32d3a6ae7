export {
  annotationCounts,
  annotationDenial,
  joinDenial,
  leaveDenial,
  maxControlEntries,
  membershipDenial,
  overOf,
  postDenial,
  readOnlyReason,
  roomDeletionDenial,
  sharedScope,
  standingOf,
  type Denial,
  type ReadOnlyReason,
  type Roster,
  type Scope,
  type Standing,
} from './access-policy.ts';
export { annotatorOf, noAnnotations, resolveAnnotations, type AnnotationState } from './annotations.ts';
export { demandAccess, denied } from './denied.ts';
export { evaluate, type Membership } from './evaluate.ts';
export { findGeneses } from './genesis.ts';
export { joinMessage } from './invites.ts';
export { parentsOf, readOperation, type Operation } from './operation.ts';
