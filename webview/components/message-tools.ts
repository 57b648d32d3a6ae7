import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { hasMyReaction } from '../state/reactions.ts';
import {
  areaOf,
  copy,
  isReadable,
  mayEdit,
  mayReact,
  mayReply,
  moveInside,
  openMenu,
  openPicker,
  selectedIn,
} from './message-actions.ts';
import { icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** What one does often with a message: shown while the pointer or the focus is on it. */
export const messageTools = (view: View, item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  if (item.outgoing !== undefined) return nothing;
  const tab = item.key === view.current ? 0 : -1;
  const more = (event: MouseEvent): void => openMenu(item, areaOf(event), event.detail === 0, actions);
  const pick = (event: MouseEvent): void => openPicker(item, areaOf(event), actions);
  return html`<div class="tools-rail">
    <div class="tools" role="toolbar" aria-label=${t('Message actions')} @keydown=${onKeys(moveInside)}>
      ${offer(mayReact(view, item), () => html`${quick.map((emoji) => quickReaction(emoji, item, tab, actions))}`)}
      ${offer(mayReply(view, item), () => tool('reply', t('Reply'), tab, () => actions.composer.reply(item.key)))}
      ${offer(mayReact(view, item), () => tool('smiley', t('Add Reaction'), tab, pick, 'dialog'))}
      ${offer(mayEdit(view, item), () => tool('edit', t('Edit'), tab, () => actions.messages.startEdit(item.key)))}
      ${offer(isReadable(item), () => tool('copy', t('Copy Message'), tab, () => copy(item, actions)))}
      ${tool('ellipsis', t('More…'), tab, more, 'menu')}
    </div>
  </div>`;
};

/** What people answer with most, at one click where there is room. */
const quick = ['👍', '❤️', '🎉'] as const;

const quickReaction = (emoji: string, item: MessageItem, tab: number, actions: Actions): TemplateResult => {
  const isMine = hasMyReaction(item, emoji);
  const label = isMine ? t('Remove {0}', emoji) : t('React with {0}', emoji);
  return html`<button
    type="button"
    class="icon-btn quick"
    tabindex=${tab}
    aria-label=${label}
    aria-pressed=${isMine}
    title=${label}
    @click=${() => actions.messages.toggleReaction(item.key, emoji)}
  >
    ${emoji}
  </button>`;
};

const offer = (may: boolean, make: () => TemplateResult): TemplateResult | typeof nothing => (may ? make() : nothing);

const tool = (
  name: string,
  label: string,
  tab: number,
  onClick: (event: MouseEvent) => void,
  opens?: 'menu' | 'dialog',
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

/** The menu at the pointer. The editor's own would come up too, were the event not taken here. */
export const messagePressed = (item: MessageItem, event: MouseEvent, actions: Actions): void => {
  if (item.outgoing !== undefined) return;
  event.preventDefault();
  const { clientX: x, clientY: y } = event;
  (event.currentTarget as HTMLElement).focus({ preventScroll: true });
  const at = { left: x, right: x, top: y, bottom: y };
  actions.popup({ kind: 'messageMenu', at, message: item.key, selected: selectedIn(event) }, false);
};
