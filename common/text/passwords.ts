import { limits } from '../model/index.ts';

/** As a password is proved: NFC, so that it is the same on every keyboard (RFC 8265, 4.2.2, which changes rare spaces too). */
export const normalPassword = (password: string): string => password.normalize('NFC');

/** Counted as people count: each code point of the normal form is one character (NIST SP 800-63B). This one decides. */
export const isLongPassword = (password: string): boolean =>
  Array.from(normalPassword(password)).length >= limits.passwordLeast;

/** Counted in UTF-16 units, as the prompt does while it is typed: of emoji or separate accents it lets too few pass. */
export const isLongPasswordInUnits = (password: string): boolean => password.length >= limits.passwordLeast;
