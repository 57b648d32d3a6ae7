import { html, nothing, type TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { renderContent } from '../markup/content.ts';
import { momentText, narrowTimeText, timeText } from '../text/format.ts';
import { lateText } from '../text/gaps.ts';
import { withCommand } from '../text/keys.ts';
import { markText } from '../text/receipts.ts';
import { deliveryLine, deliveryMark, isMarked, isQuiet } from './delivery.ts';
import { editedNote, editFailure } from './edited.ts';
import { messageKey } from './message-keys.ts';
import { messagePressed, messageTools } from './message-tools.ts';
import { avatar, icon, keyBeside } from './parts.ts';
import { quote } from './quote.ts';
import { reactions } from './reactions.ts';
import type { Actions, View } from './view.ts';

/** Where a message stands among those of the page. `size` is -1 while there are more that are not loaded. */
export interface Place {
  readonly position: number;
  readonly size: number;
}

/** One message: with a head if it starts a group, otherwise a plain line. */
export const message = (view: View, item: MessageItem, place: Place, actions: Actions): TemplateResult => {
  const color = view.colorClass(item.author.identity);
  const first = item.first ? 'is-first' : '';
  const found = item.key === view.found ? 'is-found' : '';
  const calls = item.mentionsMe ? 'is-mention' : '';
  const marked = isMarked(item) && !isQuiet(item) ? 'has-state' : '';
  const faces = marked && item.mark?.kind === 'delivered' && item.mark.readBy !== undefined ? 'has-faces' : '';
  return html`<article
    class="msg ${color} ${first} ${calls} ${marked} ${faces} ${found}"
    data-key=${item.key}
    tabindex=${item.key === view.current ? 0 : -1}
    aria-posinset=${place.position}
    aria-setsize=${place.size}
    aria-label=${label(item)}
    @keydown=${onKeys((event) => messageKey(view, item, event, actions))}
    @contextmenu=${(event: MouseEvent) => messagePressed(item, event, actions)}
  >
    <div class="msg-gutter">
      ${item.first ? avatar(item.author, color) : html`<time class="num" title=${momentText(item.at)}>${narrowTimeText(item.at)}</time>`}
    </div>
    <div class="msg-main">
      ${item.first ? head(view, item, color) : nothing} ${quote(view, item, actions)} ${text(view, item, actions)}
      ${reactions(view, item, actions)} ${late(item)} ${editFailure(item, actions)} ${deliveryLine(item, actions)}
    </div>
    ${deliveryMark(view, item)} ${messageTools(view, item, actions)}
  </article>`;
};

const label = (item: MessageItem): string => {
  const { author, at, content, quote: answered, lateArrival, edited, edit, mark } = item;
  return [
    author.username,
    timeText(at),
    ...(answered?.author === undefined ? [] : [t('in reply to {0}', answered.author.username)]),
    content ?? gone(item),
    ...(edited === undefined ? [] : [t('edited')]),
    ...(lateArrival === undefined ? [] : [lateText(author, lateArrival)]),
    ...(mark === undefined ? [] : [markText(mark)]),
    ...(edit?.why === undefined ? [] : [edit.why]),
  ].join(', ');
};

const late = ({ author, lateArrival }: MessageItem): TemplateResult | typeof nothing =>
  lateArrival === undefined
    ? nothing
    : html`<p class="msg-late" title=${momentText(lateArrival.at)}>${lateText(author, lateArrival)}</p>`;

const gone = ({ deleted }: MessageItem): string =>
  deleted ? t('Message deleted') : t('This message needs a newer version of P2P Chat.');

/** For a moment. */
const undo = (view: View, item: MessageItem, actions: Actions): TemplateResult | typeof nothing =>
  item.undo === undefined
    ? nothing
    : html`<button
        type="button"
        class="act"
        tabindex=${item.key === view.current ? 0 : -1}
        title=${`${t('Undo')} (${withCommand('Z')})`}
        @click=${() => actions.messages.undoDelete(item.key)}
      >
        ${t('Undo')}
      </button>`;

const head = ({ state }: View, { author, own, at }: MessageItem, color: string): TemplateResult =>
  html`<header class="msg-head">
    ${avatar(author, color, 'small')}<span class="msg-author cut" dir="auto" title=${author.username}
      >${author.username}</span
    >
    ${keyBeside(state, author.identity)} ${own ? html`<span class="msg-note">${t('you')}</span>` : nothing}
    <time class="num" title=${momentText(at)}>${timeText(at)}</time>
  </header>`;

const text = (view: View, item: MessageItem, actions: Actions): TemplateResult => {
  const { key, content, mentions, deleted } = item;
  return content === undefined
    ? html`<div class="gone">
        <span>${icon(deleted ? 'trash' : 'question')}${gone(item)}</span> ${undo(view, item, actions)}
      </div>`
    : renderContent(content, {
        key,
        current: key === view.current,
        canInsert: view.state.canInsert,
        mentions,
        me: view.state.me?.identity,
        note: editedNote(item),
        actions: {
          copy: (shown) => actions.copy(shown),
          insertCode: (code) => actions.insertCode(code),
          openLink: (url) => actions.openLink(url),
          resized: () => actions.contentResized(),
        },
      });
};
