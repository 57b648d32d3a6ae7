import { html, nothing, type TemplateResult } from 'lit';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { momentText } from '../text/format.ts';
import { markText } from '../text/lines.ts';
import { avatar, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Who has a message of mine, one line for each other member. */
export const deliveryDetails = (
  view: View,
  conversation: Header,
  { mark, at }: MessageItem,
  actions: Actions,
): TemplateResult | typeof nothing => {
  if (mark === undefined) return nothing;
  const { users = [], readBy = [] } = mark.kind === 'delivered' ? mark : {};
  const stateOf = ({ username }: Member): keyof typeof icons => {
    if (readBy.includes(username)) return 'read';
    return users.includes(username) ? 'delivered' : 'open';
  };
  const others = conversation.members.filter((member) => member.identity !== view.state.me?.identity);
  const waits = others.some((member) => member.presence === 'offline' && stateOf(member) === 'open');
  const close = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') actions.dismiss();
  };
  return html`<div
    class="pop details"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${t('Delivery Details')}
    @keydown=${onKeys(close)}
  >
    <h3>${momentText(at)}</h3>
    ${mark.kind === 'delivered' ? nothing : html`<p>${markText(mark)}</p>`}
    <ul>
      ${others.map((member) => line(view, member, stateOf(member)))}
    </ul>
    ${waits ? html`<p>${t('People who are offline will get it later.')}</p>` : nothing}
  </div>`;
};

const icons = { read: 'check-all', delivered: 'check', open: undefined } as const;

const line = (view: View, member: Member, state: keyof typeof icons): TemplateResult =>
  html`<li>
    ${avatar(member, view.colour(member.identity), 'small')}<span class="cut grow" dir="auto">${member.username}</span>
    <span class="msg-note ${state === 'read' ? 'is-read' : ''}"
      >${icons[state] === undefined ? nothing : icon(icons[state])}${word(member, state)}</span
    >
  </li>`;

const word = ({ presence }: Member, state: keyof typeof icons): string => {
  if (state === 'read') return t('Read');
  if (state === 'delivered') return t('Delivered');
  return presence === 'offline' ? t('Not yet: offline') : t('Not yet');
};
