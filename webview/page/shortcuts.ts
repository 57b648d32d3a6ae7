import type { ViewCommand } from '../../common/protocol/view/index.ts';

/** What keys do anywhere in the page. */
interface Shortcuts {
  command(name: ViewCommand): void;
  find(): void;
}

/** Lives as long as the page. */
export const watchKeys = (shortcuts: Shortcuts): void => {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || !carryOut(event, shortcuts)) return;
    event.preventDefault();
    event.stopPropagation();
  });
};

const carryOut = (event: KeyboardEvent, shortcuts: Shortcuts): boolean => {
  const held = [event.ctrlKey && 'Ctrl', event.metaKey && 'Meta', event.altKey && 'Alt', event.shiftKey && 'Shift'];
  switch ([...held, event.key].filter((part) => part !== false).join('+')) {
    case 'Alt+ArrowUp':
      shortcuts.command('previousUnread');
      return true;
    case 'Alt+ArrowDown':
      shortcuts.command('nextUnread');
      return true;
    case 'Ctrl+f':
    case 'Meta+f':
      shortcuts.find();
      return true;
    default:
      return false;
  }
};
