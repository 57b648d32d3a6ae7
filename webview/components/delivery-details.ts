import { html, nothing, type TemplateResult } from 'lit';
import type { Header } from '../../common/protocol/view/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { receiversOf, type Receiver } from '../state/marks.ts';
import { t } from '../l10n.ts';
import { momentText, whenText } from '../text/format.ts';
import { markText } from '../text/receipts.ts';
import { dialog } from './dialog.ts';
import { avatar, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Who has a message of mine: a line for each of those who could get it when it was written. */
export const deliveryDetails = (
  view: View,
  conversation: Header,
  { mark, at }: MessageItem,
  actions: Actions,
): TemplateResult | typeof nothing => {
  if (mark === undefined) return nothing;
  const isAway = ({ who }: Receiver): boolean =>
    conversation.members.some(({ identity, presence }) => identity === who.identity && presence === 'offline');
  const receivers = receiversOf(mark);
  const waits = mark.kind !== 'lost' && receivers.some((one) => one.state === 'open' && isAway(one));
  return dialog(
    { className: 'details', label: t('Delivery Details'), dismiss: () => actions.dismiss() },
    html`<h3>${momentText(at)}</h3>
      ${mark.kind === 'delivered' ? nothing : html`<p>${markText(mark)}</p>`}
      <ul>
        ${receivers.map((one) => line(view, one, isAway(one)))}
      </ul>
      ${waits ? html`<p>${t('People who are offline will get it later.')}</p>` : nothing}`,
  );
};

const icons = { read: 'check-all', delivered: 'check', open: undefined } as const;

const line = (view: View, receiver: Receiver, away: boolean): TemplateResult => {
  const { who, state, at } = receiver;
  return html`<li>
    ${avatar(who, view.colorClass(who.identity), 'small')}<span class="cut grow" dir="auto">${who.username}</span>
    <span class="msg-note ${state === 'read' ? 'is-read' : ''}" title=${at === undefined ? '' : momentText(at)}
      >${icons[state] === undefined ? nothing : icon(icons[state])}${word(receiver, away)}</span
    >
  </li>`;
};

const word = ({ state, at }: Receiver, away: boolean): string => {
  if (state === 'open') return away ? t('Not yet: offline') : t('Not yet');
  const words = state === 'read' ? t('Read') : t('Delivered');
  return at === undefined ? words : t('{0}, {1}', words, whenText(at));
};
