import type { Presence } from '../../common/model/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import { onKeys } from '../keys/guard.ts';
import { t } from '../l10n.ts';
import { presenceText } from '../text/lines.ts';
import { avatar, icon, presence } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Who is in the room: those one can reach first. */
export const members = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const close = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') actions.dismiss();
  };
  const shown = groups
    .map((kind) => [kind, conversation.members.filter((member) => member.presence === kind)] as const)
    .filter(([, people]) => people.length > 0);
  return html`<div
    class="pop people"
    role="dialog"
    tabindex="-1"
    data-popup
    aria-label=${t('Members')}
    @keydown=${onKeys(close)}
  >
    ${shown.map(([kind, people]) => group(view, kind, people, actions))}
  </div>`;
};

const groups: readonly Presence[] = ['online', 'away', 'dnd', 'offline'];

const group = (view: View, kind: Presence, people: readonly Member[], actions: Actions): TemplateResult =>
  html`<h3 id="people-${kind}">${presence(kind)}${presenceText(kind)}</h3>
    <ul aria-labelledby="people-${kind}">
      ${repeat(
        people,
        (member) => member.identity,
        (member) => person(view, member, actions),
      )}
    </ul>`;

const person = (view: View, member: Member, actions: Actions): TemplateResult => {
  const mine = member.identity === view.state.me?.identity;
  const facts = [...(mine ? [t('you')] : []), ...(member.owner ? [t('owner')] : [])];
  return html`<li>
    ${avatar(member, view.colour(member.identity), 'small')}
    <span class="cut grow" dir="auto" title=${member.username}>${member.username}</span>
    ${facts.length > 0 ? html`<span class="msg-note">${facts.join(', ')}</span>` : nothing}
    ${mine || view.state.header?.kind === 'direct' ? nothing : write(member, actions)}
  </li>`;
};

const write = ({ username }: Member, actions: Actions): TemplateResult => {
  const label = t('Message {0}', username);
  return html`<button
    type="button"
    class="icon-btn"
    aria-label=${label}
    title=${label}
    @click=${() => {
      actions.dismiss();
      actions.command('messagePerson', username);
    }}
  >
    ${icon('comment')}
  </button>`;
};
