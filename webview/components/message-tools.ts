import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import type { Area } from '../state/popup.ts';
import { t } from '../l10n.ts';
import { withCommand } from '../text/keys.ts';
import type { MenuItem } from './menu.ts';
import { icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** What one does often with a message: shown while the pointer or the focus is on it. */
export const messageTools = (view: View, item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  if (item.outgoing !== undefined) return nothing;
  const tab = item.key === view.current ? 0 : -1;
  const more = (event: MouseEvent): void => openMenu(item, areaOf(event), event.detail === 0, actions);
  return html`<div class="tools" role="toolbar" aria-label=${t('Message actions')} @keydown=${moveInside}>
    ${
      item.content === undefined
        ? nothing
        : html`${replies(view) ? tool('reply', t('Reply'), tab, () => actions.reply(item.key)) : nothing}
          ${tool('copy', t('Copy Message'), tab, () => copy(item, actions))}`
    }
    ${tool('ellipsis', t('More…'), tab, more, 'menu')}
  </div>`;
};

const tool = (
  name: string,
  label: string,
  tab: number,
  onClick: (event: MouseEvent) => void,
  opens?: 'menu',
): TemplateResult =>
  html`<button
    type="button"
    class="icon-btn"
    tabindex=${tab}
    aria-label=${label}
    aria-haspopup=${opens ?? nothing}
    title=${label}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;

/** Along the tools by the arrows that point along them; all other keys are those of the message. */
const moveInside = (event: KeyboardEvent): void => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const at = all.findIndex((one) => one === document.activeElement);
  event.preventDefault();
  all.at((at + step) % all.length)?.focus();
};

/** The keys of a focused message, and its menu. */
export const messageKey = (view: View, item: MessageItem, event: KeyboardEvent, actions: Actions): void => {
  if (event.target !== event.currentTarget || item.outgoing !== undefined) return;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    openMenu(item, areaOf(event), true, actions);
  } else if (item.content !== undefined && event.key === 'c' && (event.ctrlKey || event.metaKey)) {
    if (selectedIn(event) !== '') return; // the editor copies what is selected
    copy(item, actions);
  } else if (item.content !== undefined && replies(view) && event.key === 'r' && isBare(event)) {
    actions.reply(item.key);
  } else return;
  event.preventDefault();
  event.stopPropagation();
};

const isBare = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  !(altKey || ctrlKey || metaKey || shiftKey);

/** The menu at the pointer. The editor's own would come up too, were the event not taken here. */
export const messagePressed = (item: MessageItem, event: MouseEvent, actions: Actions): void => {
  if (item.outgoing !== undefined) return;
  event.preventDefault();
  const { clientX: x, clientY: y } = event;
  (event.currentTarget as HTMLElement).focus({ preventScroll: true });
  const at = { left: x, right: x, top: y, bottom: y };
  actions.popup({ kind: 'messageMenu', at, message: item.key, selected: selectedIn(event) }, false);
};

const openMenu = (item: MessageItem, at: Area, byKey: boolean, actions: Actions): void =>
  actions.popup({ kind: 'messageMenu', at, message: item.key, selected: '' }, byKey);

/** Everything one can do with a message. */
export const messageMenu = (
  view: View,
  item: MessageItem,
  at: Area,
  selected: string,
  actions: Actions,
): readonly (readonly MenuItem[])[] => {
  const readable = item.content !== undefined;
  return [
    readable && replies(view) ? [{ label: t('Reply'), key: 'R', run: () => actions.reply(item.key) }] : [],
    [
      ...(selected === '' ? [] : [{ label: t('Copy Selection'), run: () => actions.copy(selected) }]),
      ...(readable ? [{ label: t('Copy Message'), key: withCommand('C'), run: () => copy(item, actions) }] : []),
      { label: t('Copy Link to Message'), run: () => actions.copyLink(item.key) },
    ],
    item.own && item.mark !== undefined
      ? [
          {
            label: t('Delivery Details'),
            run: () => actions.popup({ kind: 'delivery', at, message: item.key }, true),
          },
        ]
      : [],
  ];
};

const replies = ({ state }: View): boolean => state.header?.readOnly === undefined;
const copy = ({ content = '' }: MessageItem, actions: Actions): void => actions.copy(content);
const areaOf = ({ currentTarget }: Event): Area => (currentTarget as Element).getBoundingClientRect();

/** What is selected of the message of the event. */
const selectedIn = ({ currentTarget }: Event): string => {
  const selection = getSelection();
  const inside = selection?.anchorNode !== null && (currentTarget as Element).contains(selection?.anchorNode ?? null);
  return inside ? (selection?.toString().trim() ?? '') : '';
};
