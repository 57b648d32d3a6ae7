/** What tells people of one name apart: the beginning of a key, as it is shown. */
export const keyDigits = (identity: string): string => identity.slice(0, 6);
