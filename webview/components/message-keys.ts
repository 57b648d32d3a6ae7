import type { MessageItem } from '../state/layout.ts';
import { hasModifier, isBare, isCommand, letterOf } from '../keys/letter.ts';
import { isDelete } from '../text/keys.ts';
import {
  areaOf,
  copy,
  isReadable,
  mayDelete,
  mayEdit,
  mayReact,
  mayReply,
  openMenu,
  openPicker,
  selectedIn,
} from './message-actions.ts';
import type { Actions, View } from './view.ts';

/** The keys of a focused message, and its menu. */
export const messageKey = (view: View, item: MessageItem, event: KeyboardEvent, actions: Actions): void => {
  if (item.outgoing !== undefined) return;
  const isInside = event.target !== event.currentTarget;
  if (isUndo(event) && item.undo === true) actions.messages.undoDelete(item.key);
  else if (isInside || !(opened(view, item, event, actions) || done(view, item, event, actions))) return;
  event.preventDefault();
  event.stopPropagation();
};

/** False if the key opens nothing. */
const opened = (view: View, item: MessageItem, event: KeyboardEvent, actions: Actions): boolean => {
  const { key, shiftKey } = event;
  const isPlus = key === '+' && !hasModifier(event);
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) openMenu(item, areaOf(event), true, actions);
  else if (mayReact(view, item) && (isPlus || (isBare(event) && letterOf(event) === 'a')))
    openPicker(item, areaOf(event), actions);
  else return false;
  return true;
};

const done = (view: View, item: MessageItem, event: KeyboardEvent, actions: Actions): boolean => {
  const letter = letterOf(event);
  if (isReadable(item) && letter === 'c' && isCommand(event)) {
    if (selectedIn(event) !== '') return false; // the editor copies what is selected
    copy(item, actions);
  } else if (!isBare(event)) return false;
  else if (letter === 'r' && mayReply(view, item)) actions.composer.reply(item.key);
  else if (letter === 'e' && mayEdit(view, item)) actions.messages.startEdit(item.key);
  else if (isDelete(event.key) && mayDelete(view, item)) actions.messages.delete(item.key);
  else return false;
  return true;
};

const isUndo = (event: KeyboardEvent): boolean => isCommand(event) && letterOf(event) === 'z';
