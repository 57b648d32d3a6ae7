import { utf8 } from '../base/index.ts';
import { limits } from '../model/index.ts';
import { isVisible } from './hidden.ts';

/** What a certificate takes of a computer's name: NFC (UAX 15), whole characters that can be seen, as many as fit. */
export const deviceNameOf = (name: string): string => {
  let kept = '';
  for (const character of name.normalize('NFC')) {
    if (utf8(kept + character).length > limits.deviceName) break;
    if (isVisible(character)) kept += character;
  }
  return kept;
};
