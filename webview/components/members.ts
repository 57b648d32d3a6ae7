import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { act, avatar, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Who is in the room: those online first. */
export const members = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    actions.toggleMembers();
  };
  return html`<div class="pop people" role="dialog" tabindex="-1" aria-label=${t('Members')} @keydown=${close}>
    <ul>
      ${repeat(
        conversation.members.toSorted(byPresence),
        (member) => member.identity,
        (member) => person(view, member),
      )}
    </ul>
    ${conversation.readOnly === undefined ? leaving(conversation, actions) : nothing}
  </div>`;
};

const byPresence = (a: Member, b: Member): number =>
  Number(b.presence !== 'offline') - Number(a.presence !== 'offline');

const person = (view: View, member: Member): TemplateResult => {
  const facts = [
    ...(member.identity === view.state.me?.identity ? [t('you')] : []),
    ...(member.owner ? [t('owner')] : []),
  ];
  const here = member.presence !== 'offline';
  const presence = here ? t('online') : t('offline');
  return html`<li>
    ${avatar(member, view.colour(member.identity), 'small')}
    <span class="cut grow" dir="auto">${member.username}</span>
    ${facts.length > 0 ? html`<span class="msg-note">${facts.join(', ')}</span>` : nothing}
    <span class="presence ${here ? 'is-online' : ''}" title=${presence}>
      ${icon(here ? 'circle-filled' : 'circle-outline')}<span class="sr">${presence}</span>
    </span>
  </li>`;
};

const leaving = ({ mine }: Header, actions: Actions): TemplateResult =>
  html`<footer>
    ${
      mine
        ? act(t('Delete Room…'), () => actions.command('deleteRoom'), 'calm')
        : act(t('Leave Room…'), () => actions.command('leaveRoom'), 'calm')
    }
  </footer>`;
