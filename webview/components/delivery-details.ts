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
  const isAway = (name: string): boolean =>
    conversation.members.some(({ username, presence }) => username === name && presence === 'offline');
  const receivers = receiversOf(mark);
  const waits = mark.kind !== 'lost' && receivers.some(({ state, username }) => state === 'open' && isAway(username));
  return dialog(
    { className: 'details', label: t('Delivery Details'), dismiss: () => actions.dismiss() },
    html`<h3>${momentText(at)}</h3>
      ${mark.kind === 'delivered' ? nothing : html`<p>${markText(mark)}</p>`}
      <ul>
        ${receivers.map((one) => line(view, one, isAway(one.username)))}
      </ul>
      ${waits ? html`<p>${t('People who are offline will get it later.')}</p>` : nothing}`,
  );
};

const icons = { read: 'check-all', delivered: 'check', open: undefined } as const;

const line = (view: View, receiver: Receiver, away: boolean): TemplateResult => {
  const { username, state, at } = receiver;
  const identity = view.state.header?.members.find((member) => member.username === username)?.identity ?? '';
  return html`<li>
    ${avatar({ identity, username }, view.colorClass(identity), 'small')}<span class="cut grow" dir="auto"
      >${username}</span
    >
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
