import type { Presence } from '../../common/model/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { presenceText } from '../text/lines.ts';
import { dialog } from './dialog.ts';
import { avatar, icon, keyBeside, presence } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Who is in the room: those one can reach first. */
export const members = (view: View, conversation: Header, actions: Actions): TemplateResult => {
  const shown = groups
    .map((kind) => [kind, conversation.members.filter((member) => member.presence === kind)] as const)
    .filter(([, people]) => people.length > 0);
  const first = shown.flatMap(([, people]) => people).find((member) => member.identity !== view.state.me?.identity);
  return dialog(
    {
      className: 'people',
      label: t('Members'),
      dismiss: () => actions.dismiss(),
      onKey: rove,
      onFocus: ({ target }) => stopAt(target as HTMLElement),
    },
    shown.map(([kind, people]) => group({ view, kind, people, first }, actions)),
  );
};

const groups: readonly Presence[] = ['online', 'away', 'dnd', 'offline'];

interface Group {
  readonly view: View;
  readonly kind: Presence;
  readonly people: readonly Member[];
  /** The one whose button the Tab key leads to at first. */
  readonly first: Member | undefined;
}

const group = ({ view, kind, people, first }: Group, actions: Actions): TemplateResult =>
  html`<h3 id="people-${kind}">${presence(kind)}${presenceText(kind)}</h3>
    <ul aria-labelledby="people-${kind}">
      ${repeat(
        people,
        (member) => member.identity,
        (member) => person(view, member, { isFirst: member === first, actions }),
      )}
    </ul>`;

interface How {
  readonly isFirst: boolean;
  readonly actions: Actions;
}

const person = (view: View, member: Member, how: How): TemplateResult => {
  const mine = member.identity === view.state.me?.identity;
  const facts = [...(mine ? [t('you')] : []), ...(member.owner ? [t('owner')] : [])];
  return html`<li>
    ${avatar(member, view.colorClass(member.identity), 'small')}
    <span class="cut grow" dir="auto" title=${member.username}>${member.username}</span>
    ${keyBeside(view.state, member.identity)}
    ${facts.length > 0 ? html`<span class="msg-note">${facts.join(', ')}</span>` : nothing}
    ${mine || view.state.header?.kind === 'direct' ? nothing : write(member, how)}
  </li>`;
};

const write = ({ identity, username }: Member, { isFirst, actions }: How): TemplateResult => {
  const label = t('Message {0}', username);
  return html`<button
    type="button"
    class="icon-btn"
    tabindex=${isFirst ? 0 : -1}
    aria-label=${label}
    title=${label}
    @click=${() => {
      actions.dismiss();
      actions.command('messagePerson', identity);
    }}
  >
    ${icon('comment')}
  </button>`;
};

/** Of three hundred people one is a stop of the Tab key: arrows lead on from there. */
const rove = (event: KeyboardEvent): void => {
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')];
  const at = all.findIndex((one) => one === document.activeElement);
  const ways: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  const to = ways[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
};

const stopAt = (target: HTMLElement): void => {
  if (!target.matches('button')) return;
  for (const one of target.closest('.people')?.querySelectorAll('button') ?? []) one.tabIndex = one === target ? 0 : -1;
};
