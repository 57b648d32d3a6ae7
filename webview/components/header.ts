import { html, nothing, type TemplateResult } from 'lit';
import type { Header } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { numberText } from '../text/format.ts';
import { membersText, routeText } from '../text/lines.ts';
import type { Area, Popup } from '../state/popup.ts';
import { avatar, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Which conversation this is, who is in it, and how we are connected. */
export const header = (view: View, conversation: Header, actions: Actions): TemplateResult =>
  html`<header class="head">
    ${view.kind === 'view' ? back(view, conversation, actions) : nothing}
    <div class="head-name">
      ${kindIcon(view, conversation)}
      <h2 class="cut" dir="auto" title=${conversation.name}>${conversation.name}</h2>
      ${conversation.muted ? mark('bell-slash', t('Muted: no notifications')) : nothing}
    </div>
    <div class="head-side">
      ${insecure(view)} ${route(view, conversation)}
      ${conversation.kind === 'group' ? membersButton(view, conversation, actions) : nothing} ${more(view, actions)}
    </div>
  </header>`;

/** Back to the list; unread messages elsewhere are counted beside the arrow. */
const back = ({ state }: View, { room }: Header, actions: Actions): TemplateResult => {
  const unread = state.conversations.reduce((sum, item) => sum + (item.room === room ? 0 : item.unread), 0);
  const label = unread === 0 ? t('All conversations') : t('All conversations, {0} unread elsewhere', unread);
  return html`<button type="button" class="back" aria-label=${label} title=${label} @click=${() => actions.open('')}>
    ${icon('arrow-left')}
    ${unread > 0 ? html`<span class="num" aria-hidden="true">${numberText(unread)}</span>` : nothing}
  </button>`;
};

const kindIcon = (view: View, { kind, members: all, name }: Header): TemplateResult => {
  if (kind === 'group') return icon('comment-discussion');
  const partner = all.find((member) => member.identity !== view.state.me?.identity) ?? { identity: '', username: name };
  return avatar(partner, view.colour(partner.identity), 'small');
};

const insecure = ({ state }: View): TemplateResult | typeof nothing => {
  if (state.connection?.insecure !== true || isHere(state.connection.tracker)) return nothing;
  const words = t(
    'Messages are end-to-end encrypted. The link to the tracker at {0} is not.',
    state.connection.tracker,
  );
  return html`<span class="is-open">${mark('unlock', words)}</span>`;
};

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

/** Between here and here nobody listens. */
const isHere = (tracker: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(tracker);

/** Nothing while I am alone in the room and all is well. */
const route = ({ state }: View, conversation: Header): TemplateResult | typeof nothing => {
  const tracker = state.connection?.state === 'connected';
  if (tracker && conversation.members.length < 2) return nothing;
  const words = routeText(conversation, state.me, state.connection?.state);
  const look = routeLook(conversation.links, tracker);
  return html`<span class="route ${look.state}" title=${words}>
    ${icon(look.icon)}<span class="label">${words}</span>
  </span>`;
};

const routeLook = (links: number, tracker: boolean): { readonly state: string; readonly icon: string } => {
  if (links === 0) return { state: 'is-off', icon: 'debug-disconnect' };
  return tracker ? { state: '', icon: 'arrow-swap' } : { state: 'is-away', icon: 'warning' };
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
    .map((member) => avatar(member, view.colour(member.identity), '', 1));
