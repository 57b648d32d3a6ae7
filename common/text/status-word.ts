import { fold } from './fold.ts';

/** How somebody wants to be seen. */
export type StatusName = 'online' | 'away' | 'dnd' | 'invisible';

/** What each is called: in English and Portuguese as it is offered, then as people know it from elsewhere. */
const names: Readonly<Record<StatusName, readonly [english: string, portuguese: string, ...string[]]>> = {
  online: ['online', 'disponível', 'active', 'here', 'back'],
  away: ['away', 'ausente', 'brb', 'afk'],
  dnd: ['dnd', 'não perturbe', 'do not disturb', 'busy', 'ocupado', 'ocupada'],
  invisible: ['invisible', 'invisível', 'hidden', 'offline'],
};

export const statusNames = Object.keys(names) as readonly StatusName[];

export const statusNameIn = (status: StatusName, portuguese: boolean): string => names[status][portuguese ? 1 : 0];

/** By any of its names, in any case, with or without accents. */
export const parseStatus = (text: string): StatusName | undefined => {
  const wanted = fold(text.trim().replaceAll(/\s+/g, ' '));
  return statusNames.find((status) => names[status].some((name) => fold(name) === wanted));
};
