import { annotationDenial, postDenial, type AnnotationKind } from '../../common/membership/access-policy.ts';
import type { MessageItem } from '../state/layout.ts';
import { isUndelivered } from '../state/marks.ts';
import { startOfPicker, type Area } from '../state/popup.ts';
import type { Actions, View } from './view.ts';

// What one may do with a message, and what tools, keys and menu do alike.

const may = ({ state: { header } }: View, kind: AnnotationKind, { own, mark }: MessageItem): boolean =>
  header !== undefined && annotationDenial(kind, header, { own, undelivered: isUndelivered(mark) }) === undefined;

export const isReadable = ({ content }: MessageItem): boolean => content !== undefined;
export const mayReply = (view: View, item: MessageItem): boolean =>
  isReadable(item) && view.state.header !== undefined && postDenial(view.state.header) === undefined;
export const mayReact = (view: View, item: MessageItem): boolean => isReadable(item) && may(view, 'REACT', item);
export const mayEdit = (view: View, item: MessageItem): boolean => isReadable(item) && may(view, 'EDIT', item);
export const mayDelete = (view: View, item: MessageItem): boolean => item.deleted !== true && may(view, 'DELETE', item);

export const copy = ({ content = '' }: MessageItem, actions: Actions): void => actions.copy(content);

export const openMenu = (item: MessageItem, at: Area, byKey: boolean, actions: Actions): void =>
  actions.popup({ kind: 'messageMenu', at, message: item.key, selected: '' }, byKey);

/** The field in it gets the focus, however it is opened. */
export const openPicker = (item: MessageItem, at: Area, actions: Actions): void =>
  actions.popup({ kind: 'reactions', at, message: item.key, ...startOfPicker }, true);

export const areaOf = ({ currentTarget }: Event): Area => (currentTarget as Element).getBoundingClientRect();

/** What is selected of the message of the event. */
export const selectedIn = ({ currentTarget }: Event): string => {
  const selection = getSelection();
  const inside = selection?.anchorNode !== null && (currentTarget as Element).contains(selection?.anchorNode ?? null);
  return inside ? (selection?.toString().trim() ?? '') : '';
};

const isShown = (element: HTMLElement): boolean => element.offsetWidth > 0;

/** Along controls in a line by the arrows that point along them; all other keys are those of the message. */
export const moveInside = (event: KeyboardEvent): void => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll('button')].filter(isShown);
  const at = all.findIndex((one) => one === document.activeElement);
  event.preventDefault();
  all.at((at + step) % all.length)?.focus();
};
