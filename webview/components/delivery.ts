import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import { isRead } from '../state/marks.ts';
import { t } from '../l10n.ts';
import { markText, waitingText } from '../text/lines.ts';
import { act, icon } from './parts.ts';
import type { Actions } from './view.ts';

const icons = { sending: 'circle-large', sent: 'check', delivered: 'check', waits: 'clockface' } as const;

/** Has a small mark at its end: unless a line of words says how it is. */
export const isMarked = ({ mark, waiting }: MessageItem): boolean =>
  mark !== undefined && mark.kind !== 'failed' && waiting === undefined;

/** With one person on the other side a count says nothing, nor once everybody has read it. */
export const isCounted = ({ mark }: MessageItem): boolean => mark?.kind === 'delivered' && mark.m > 1 && !isRead(mark);

/** The small mark at the end of a message of mine. */
export const deliveryMark = (item: MessageItem): TemplateResult | typeof nothing => {
  const { mark } = item;
  if (mark === undefined || mark.kind === 'failed' || !isMarked(item)) return nothing;
  const words = markText(mark);
  const word = item.word ? html`<span class="word" aria-hidden="true">${t('Delivered')}</span>` : nothing;
  const read = isRead(mark);
  return html`<span class="state ${mark.kind} ${read ? 'is-read' : ''}" title=${words}>
    ${icon(read ? 'check-all' : icons[mark.kind])} ${word} ${count(item)}<span class="sr">${words}</span>
  </span>`;
};

const count = (item: MessageItem): TemplateResult | typeof nothing =>
  item.mark?.kind === 'delivered' && isCounted(item)
    ? html`<span class="num" aria-hidden="true">${item.mark.n}/${item.mark.m}</span>`
    : nothing;

/** The line under a message that needs words: it failed, or it is the last that waits for somebody. */
export const deliveryLine = (item: MessageItem, actions: Actions): TemplateResult | typeof nothing => {
  const { mark, waiting, outgoing } = item;
  if (mark?.kind === 'waits' && waiting !== undefined)
    return html`<div class="msg-note below">${icon('clockface')}${waitingText(waiting, mark.username)}</div>`;
  if (mark?.kind !== 'failed' || outgoing === undefined) return nothing;
  return html`<div class="failed">
    <span class="why">${icon('error')}${markText(mark)}</span>
    <span class="acts">
      ${act(t('Retry'), () => actions.retry(outgoing.key))}
      ${act(t('Copy'), () => actions.copy(outgoing.content), 'calm')}
      ${act(t('Delete'), () => actions.discard(outgoing.key), 'calm')}
    </span>
  </div>`;
};
