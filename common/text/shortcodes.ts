import { wordCharacters } from './words.ts';

/** A colon that may begin a shortcode stands after nothing that is a word, an address or a path, and not behind a backslash. */
const colon = String.raw`(?<![${wordCharacters}:/\\]):`;
const begun = new RegExp(`${colon}([${wordCharacters}+-]{2,})$`, 'u');
const closed = new RegExp(String.raw`${colon}([a-z\d_+-]+):$`, 'u');

/** What was typed of a shortcode at the end of a text, without its colon, from two letters on; in any script, since words of a language find emoji too. */
export const shortcodeBegun = (before: string): string | undefined => begun.exec(before)?.[1];

/** The shortcode (`tada`) whose second colon is the end of a text: ASCII, as in the tables of emoji. */
export const shortcodeClosed = (before: string): string | undefined => closed.exec(before)?.[1];
