import type { ViewCommand } from '../../common/protocol/view/index.ts';
import { onKeys } from '../keys/guard.ts';
import { isCommand, letterOf } from '../keys/letter.ts';

/** What keys do anywhere in the page. */
interface Shortcuts {
  command(name: ViewCommand): void;
  find(): void;
}

/** Lives as long as the page. */
export const watchKeys = (shortcuts: Shortcuts): void => {
  document.addEventListener(
    'keydown',
    onKeys((event) => {
      if (!carryOut(event, shortcuts)) return;
      event.preventDefault();
      event.stopPropagation();
    }),
  );
};

const carryOut = (event: KeyboardEvent, shortcuts: Shortcuts): boolean => {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (isCommand(event) && letterOf(event) === 'f') shortcuts.find();
  else if (!altKey || ctrlKey || metaKey || shiftKey) return false;
  else if (key === 'ArrowUp') shortcuts.command('previousUnread');
  else if (key === 'ArrowDown') shortcuts.command('nextUnread');
  else return false;
  return true;
};
