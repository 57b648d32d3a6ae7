import type { Appearance } from '../../common/protocol/view/index.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Enter alone if that is wanted; together with Ctrl or Cmd always. */
export const sendsWith = (sendKey: Appearance['sendKey'], event: Pressed): boolean => {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return event.ctrlKey || event.metaKey || sendKey === 'enter';
};
