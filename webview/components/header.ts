import { html, nothing, type TemplateResult } from 'lit';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import { titleOf } from '../../common/text/index.ts';
import { t } from '../l10n.ts';
import { healthOf } from '../text/connection.ts';
import { numberText } from '../text/format.ts';
import { withCommand } from '../text/keys.ts';
import { membersText, presenceText } from '../text/lines.ts';
import type { Area, Popup } from '../state/popup.ts';
import { avatar, icon, keyBeside, presence } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Which conversation this is, who is in it, what one can do with it; and a dot when something is not as it should be. */
export const header = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const who = partner(view, conversation);
  const title = titleOf(conversation);
  return html`<header class="head">
    ${view.kind === 'view' ? back(view, conversation, actions) : nothing}
    <div class="head-name">
      ${who === undefined ? nothing : face(view, who)}
      <h2 class="cut" dir="auto" title=${title}>${title}</h2>
      ${who === undefined ? nothing : keyBeside(view.state, who.identity)} ${who === undefined ? nothing : howOf(who)}
      ${conversation.muted ? mark('bell-slash', t('Muted: no notifications')) : nothing}
    </div>
    <div class="head-side">
      ${health(view, conversation)} ${who === undefined ? membersButton(view, conversation, actions) : nothing}
      ${search(view, actions)} ${more(view, actions)}
    </div>
  </header>`;
};

/** Back to the list; unread messages elsewhere are counted beside the arrow. */
const back = ({ state }: View, { room }: Header, actions: Actions): TemplateResult => {
  const unread = state.conversations.reduce((sum, item) => sum + (item.room === room ? 0 : item.unread), 0);
  const label =
    unread === 0 ? t('All conversations') : t('All conversations, {0} unread elsewhere', numberText(unread));
  return html`<button type="button" class="back" aria-label=${label} title=${label} @click=${() => actions.open('')}>
    ${icon('arrow-left')}
    ${unread > 0 ? html`<span class="num" aria-hidden="true">${numberText(unread)}</span>` : nothing}
  </button>`;
};

/** Of somebody how he is; a room's name says itself that it is one. */
const partner = (view: View, { kind, members: all, name }: Header): Member | undefined =>
  kind === 'group'
    ? undefined
    : (all.find((member) => member.identity !== view.state.me?.identity) ?? {
        identity: '',
        username: name,
        presence: 'offline',
        owner: false,
      });

const face = (view: View, who: Member): TemplateResult =>
  html`<span class="head-face"
    >${avatar(who, view.colorClass(who.identity), 'small')}${who.presence === 'offline' ? nothing : presence(who.presence)}</span
  >`;

const howOf = (who: Member): TemplateResult => html`<span class="head-how">${presenceText(who.presence)}</span>`;

const mark = (name: string, words: string): TemplateResult =>
  html`<span class="mark" role="img" aria-label=${words} title=${words}>${icon(name)}</span>`;

const more = (view: View, actions: Actions): TemplateResult =>
  html`<button
    type="button"
    class="icon-btn more"
    aria-label=${t('More…')}
    title=${t('More…')}
    aria-haspopup="menu"
    aria-expanded=${view.popup?.kind === 'roomMenu'}
    @click=${(event: MouseEvent) => toggle(view, actions, event, { kind: 'roomMenu', at: areaOf(event) })}
  >
    ${icon('ellipsis')}
  </button>`;

const areaOf = ({ currentTarget }: Event): Area => (currentTarget as Element).getBoundingClientRect();

const toggle = (view: View, actions: Actions, event: MouseEvent, popup: Popup): void => {
  if (view.popup?.kind === popup.kind) actions.dismiss();
  else actions.popup(popup, event.detail === 0);
};

/** Nothing while all is well. */
const health = ({ state }: View, conversation: Header): TemplateResult | typeof nothing => {
  const found = healthOf(conversation, state.me, state.connection);
  if (found === undefined) return nothing;
  return html`<span class="health is-${found.tone}" role="img" aria-label=${found.words} title=${found.words}></span>`;
};

const search = (view: View, actions: Actions): TemplateResult => {
  const label = t('Find in Conversation');
  return html`<button
    type="button"
    class="icon-btn search"
    aria-label=${label}
    aria-expanded=${view.find !== undefined}
    title=${`${label} (${withCommand('F')})`}
    @click=${() => actions.find.open()}
  >
    ${icon('search')}
  </button>`;
};

const membersButton = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const count = conversation.members.length;
  return html`<button
    type="button"
    class="members"
    title=${membersText(count)}
    aria-haspopup="dialog"
    aria-expanded=${view.popup?.kind === 'members'}
    @click=${(event: MouseEvent) => toggle(view, actions, event, { kind: 'members' })}
  >
    <span class="facepile" aria-hidden="true">${faces(view, conversation)}</span>
    <span class="num" aria-hidden="true">${numberText(count)}</span><span class="sr">${membersText(count)}</span>
  </button>`;
};

/** Three of the others: of myself I know that I am here. */
const faces = (view: View, { members: all }: Header): TemplateResult[] =>
  all
    .filter((member) => member.identity !== view.state.me?.identity)
    .slice(0, 3)
    .map((member) => avatar(member, view.colorClass(member.identity), '', 1));
