import { concat, utf8 } from '../base/index.ts';

/** Everything that is hashed or signed begins with its own label, so that no signature can be used for something else. */
export const withDomain = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  concat(utf8(`p2pchat/${label}\0`), ...parts);
