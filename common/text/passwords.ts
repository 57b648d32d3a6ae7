import { limits } from '../model/index.ts';

/** As a password is proved: NFC, so that it is the same on every keyboard (RFC 8265, 4.2.2, which changes rare spaces too). */
export const normalPassword = (password: string): string => password.normalize('NFC');

/** Counted as people count: each code point of the normal form is one character (NIST SP 800-63B). For whoever asks for it, too. */
export const isLongPassword = (password: string): boolean =>
  Array.from(normalPassword(password)).length >= limits.minPassword;
