import { isMac } from '../text/keys.ts';
import { Chord } from './chord.ts';

/** 229 is what some input methods report instead, and what Safari says of the Enter that has just confirmed. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/**
 * Stands before every field and list of the page, for as long as it lives. Keys with which an input method composes reach none of
 * them; the second key of a chord is seen as used, so that nothing types it and `onKeys` leaves it to the editor.
 */
export const guardKeys = (): void => {
  const chord = new Chord(isMac);
  document.addEventListener(
    'keydown',
    (event) => {
      if (isComposing(event)) event.stopPropagation();
      else if (chord.takes(event, performance.now())) event.preventDefault();
    },
    { capture: true },
  );
  window.addEventListener('blur', () => chord.end());
};

/** The only way in which the page listens to keys: what is used already is not used again. */
export const onKeys =
  (handle: (event: KeyboardEvent) => void): ((event: KeyboardEvent) => void) =>
  (event) => {
    if (!event.defaultPrevented) handle(event);
  };
