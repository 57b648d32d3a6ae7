import { html, nothing, type TemplateResult } from 'lit';
import type { Who } from '../../common/model/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { isRead, type DeliveryMark } from '../state/marks.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { markLines, markText } from '../text/receipts.ts';
import { waitingText } from '../text/lines.ts';
import { act, avatar, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

const icons = { sending: 'circle-large', sent: 'check', delivered: 'check', waits: 'clockface' } as const;

/** Faces of those who have read a message; of more a number stands for the rest. */
const maxFaces = 3;

/** Has a small mark at its end: unless a line of words says how it is. */
export const isMarked = ({ mark, waiting }: MessageItem): boolean =>
  mark !== undefined && mark.kind !== 'failed' && mark.kind !== 'lost' && waiting === undefined;

/** Who has it is of interest for my last message; for the others whoever asks is told. */
export const isQuiet = ({ mark, last }: MessageItem): boolean => mark?.kind === 'delivered' && !last;

/** The small mark at the end of a message of mine. */
export const deliveryMark = (view: View, item: MessageItem): TemplateResult | typeof nothing => {
  const { mark } = item;
  if (mark === undefined || mark.kind === 'failed' || mark.kind === 'lost' || !isMarked(item)) return nothing;
  const look = [mark.kind, isRead(mark) ? 'is-read' : '', isQuiet(item) ? 'is-quiet' : ''].join(' ');
  return html`<span class="state ${look}" title=${markLines(mark).join('\n')}>
    ${mark.kind === 'delivered' && mark.readBy !== undefined ? faces(view, mark, mark.readBy) : sign(mark, item.last)}
    <span class="sr">${markText(mark)}</span>
  </span>`;
};

const sign = (mark: DeliveryMark & { kind: keyof typeof icons }, last: boolean): TemplateResult =>
  html`${icon(icons[mark.kind])}
  ${last ? html`<span class="word" aria-hidden="true">${t('Delivered')}</span>` : nothing}`;

const faces = (view: View, mark: DeliveryMark, readBy: readonly Who[]): TemplateResult => {
  const more = readBy.length - maxFaces;
  const shown = readBy
    .slice(0, more > 0 ? maxFaces : undefined)
    .map((who) => avatar(who, view.colorClass(who.identity), '', 1));
  return html`${isRead(mark) ? icon('check-all') : nothing}
    <span class="facepile is-tiny" aria-hidden="true">${shown}</span>
    ${more > 0 ? html`<span class="num" aria-hidden="true">+${numberText(more)}</span>` : nothing}`;
};

/** The line under a message that needs words: it failed, can never arrive, or is the last that waits for somebody. */
export const deliveryLine = (item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  const { mark, waiting, outgoing, key, content = '' } = item;
  if (mark?.kind === 'waits' && waiting !== undefined)
    return html`<div class="msg-note below">${icon('clockface')}${waitingText(waiting, mark.who.username)}</div>`;
  if (mark?.kind === 'lost')
    return trouble(
      mark,
      html`${act(t('Copy'), () => actions.copy(content))}
      ${act(t('Delete'), () => actions.messages.delete(key), 'calm')}`,
    );
  if (mark?.kind !== 'failed' || outgoing === undefined) return nothing;
  return trouble(
    mark,
    html`${act(t('Retry'), () => actions.retry(outgoing.key))}
    ${act(t('Copy'), () => actions.copy(outgoing.content), 'calm')}
    ${act(t('Delete'), () => actions.discard(outgoing.key), 'calm')}`,
  );
};

const trouble = (mark: DeliveryMark, acts: TemplateResult): TemplateResult =>
  html`<div class="failed">
    <span class="why">${icon('error')}${markText(mark)}</span>
    <span class="acts">${acts}</span>
  </div>`;
