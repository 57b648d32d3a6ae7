type Pressed = Pick<KeyboardEvent, 'key' | 'code'>;

const asciiLetter = /^[a-z]$/;
/** Vowels of Thai and Indic scripts are marks. A sign is no letter: Dvorak has its full stop at the place of E. */
const otherLetter = /^[[\p{L}\p{M}]--\p{Script=Latin}]$/v;
const placeOfLetter = /^Key([A-Z])$/;

/**
 * The letter that a key stands for in a shortcut, in lower case, on every keyboard: what it types where that is a letter of ASCII, so
 * that AZERTY and Dvorak count, else the letter printed at its place on a keyboard with another script. Undefined for anything else.
 */
export const letterOf = ({ key, code }: Pressed): string | undefined => {
  const typed = key.toLowerCase();
  if (asciiLetter.test(typed)) return typed;
  // of a keyboard with letters such as ñ or ı the others are where they say
  if (!otherLetter.test(key)) return undefined;
  return placeOfLetter.exec(code)?.[1]?.toLowerCase();
};

type Modified = Pick<KeyboardEvent, 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

export const hasModifier = ({ altKey, ctrlKey, metaKey }: Modified): boolean => altKey || ctrlKey || metaKey;
/** The key alone. */
export const isBare = (event: Modified): boolean => !hasModifier(event) && !event.shiftKey;
/** With Ctrl or Cmd and no other key. */
export const isCommand = ({ altKey, ctrlKey, metaKey, shiftKey }: Modified): boolean =>
  ctrlKey !== metaKey && !altKey && !shiftKey;
