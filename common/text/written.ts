/** Nothing but white space: no message, and nothing to look for. */
export const isBlank = (text: string): boolean => text.trim() === '';

/**
 * A message as the page sends it: without the mark of an encoding and empty lines before it, and space after it. The other ways to send
 * leave a text as it is.
 */
export const trimMessage = (text: string): string =>
  text
    .replace(/^\ufeff+/, '')
    .replace(/^\s*\n/, '')
    .trimEnd();
