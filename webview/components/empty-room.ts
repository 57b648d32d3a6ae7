import { html, nothing, type TemplateResult } from 'lit';
import type { Who } from '../../common/model/index.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import { titleOf } from '../../common/text/index.ts';
import { t } from '../l10n.ts';
import { listText } from '../text/format.ts';
import { act, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** Names of those who are here; of more a number stands for the rest. */
const maxNames = 3;

/** At the place of the first message: who is here, and how others come. */
export const emptyRoom = ({ state }: View, header: Header, actions: Actions): TemplateResult | typeof nothing => {
  const { kind, name, mine, readOnly, members } = header;
  if (state.hasOlder || readOnly !== undefined) return nothing;
  if (kind === 'direct')
    return html`<div class="empty start">
      <h3 dir="auto">${t('You and {0}', name)}</h3>
      <p>${t('Only the two of you can read this. Messages go straight between your editors.')}</p>
    </div>`;
  const title = titleOf(header);
  const others = members.filter(({ identity }) => identity !== state.me?.identity);
  return html`<div class="empty start">
    <h3 dir="auto">${mine ? t('You created {0}', title) : t('Welcome to {0}', title)}</h3>
    <p dir="auto">${hereText(others)}</p>
    <div class="bring">${ways(state.connection?.team, actions)}</div>
    <p class="small">
      ${t('Members can read everything, including messages from before they joined. Messages go straight between editors and stay on members’ computers.')}
    </p>
  </div>`;
};

const hereText = (others: readonly Who[]): string => {
  if (others.length === 0) return t('You’re the only one here so far.');
  const rest = others.length - maxNames;
  const names = others.slice(0, rest > 0 ? maxNames : undefined).map(({ username }) => username);
  return t('Here with you: {0}', listText(rest > 0 ? [...names, t('{0} more', rest)] : names));
};

/** How a teammate comes to this tracker and into the room; `team` is where others reach the tracker, once that is known. */
const ways = (team: readonly string[] | undefined, actions: Actions): TemplateResult => {
  const [address] = team ?? [];
  const copy = (label: string): TemplateResult => act(label, () => actions.command('copyTrackerAddress'));
  const known =
    address === undefined
      ? html`<span>${t('Your tracker can only be reached from this computer.')}</span>
          ${copy(t('Open It to My Network'))}`
      : html`<span>${t('Teammates choose Set Up and enter {0}.', address)}</span> ${copy(t('Copy Tracker Address'))}`;
  return html`${team === undefined ? nothing : line(address === undefined ? 'info' : 'organization', known)}
  ${line(
    'link',
    act(t('Copy Link to Room'), () => actions.command('copyLink')),
  )}`;
};

const line = (name: string, words: TemplateResult): TemplateResult =>
  html`<div class="invite">
    ${icon(name)}
    <div>${words}</div>
  </div>`;
