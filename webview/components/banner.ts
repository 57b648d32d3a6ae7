import { html, nothing, type TemplateResult } from 'lit';
import type { Connection, DiskState } from '../../common/protocol/chat/index.ts';
import { t } from '../l10n.ts';
import { connectionFailure } from '../text/causes.ts';
import { numberText } from '../text/format.ts';
import { act, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** The gravest of what is wrong, what it means, and what helps. Nothing while all is well or being tried. */
export const banner = (view: View, actions: Actions): TemplateResult | typeof nothing => {
  const { disk, connection, hung } = view.state;
  if (hung) return hungBanner(actions);
  if (disk !== 'ok') return diskBanner(disk, actions);
  const well = connection === undefined || connection.state === 'connected' || connection.state === 'connecting';
  if (well) return nothing;
  return connection.chosen ? offlineBanner(actions) : connectionBanner(connection, view, actions);
};

const frame = (said: TemplateResult, acts: TemplateResult, calm = false): TemplateResult =>
  html`<div class="banner ${calm ? '' : 'warn'}">
    ${icon(calm ? 'debug-disconnect' : 'warning')}
    <div class="banner-body">
      <div role="status">${said}</div>
      <div class="banner-acts">${acts}</div>
    </div>
  </div>`;

const showLog = (actions: Actions): TemplateResult => act(t('Show Log'), () => actions.command('showLog'), 'calm');

const hungBanner = (actions: Actions): TemplateResult =>
  frame(
    html`<strong>${t('P2P Chat isn’t responding.')}</strong>
      ${t('This usually passes. Messages you write now are sent once it does.')}`,
    showLog(actions),
  );

const diskTexts = {
  slow: () => [t('The disk is slow.'), t('Messages you write are sent as soon as the disk has saved them.')],
  full: () => [
    t('The disk is full.'),
    t('New messages can’t be saved. This resumes automatically once there is space.'),
  ],
  failing: () => [
    t('Can’t write to the disk.'),
    t('New messages can’t be saved. This resumes automatically once the disk works again.'),
  ],
} as const;

/** It ends by itself. */
const diskBanner = (disk: Exclude<DiskState, 'ok'>, actions: Actions): TemplateResult => {
  const [what, then] = diskTexts[disk]();
  return frame(html`<strong>${what}</strong> ${then}`, showLog(actions));
};

/** Nothing is wrong: it was wanted so. */
const offlineBanner = (actions: Actions): TemplateResult =>
  frame(
    html`<strong>${t('You’re offline.')}</strong> ${t('Messages you write now are saved and sent later.')}`,
    act(t('Go Online'), () => actions.command('connect')),
    true,
  );

const connectionBanner = (connection: Connection, view: View, actions: Actions): TemplateResult =>
  frame(
    html`<strong>${cause(connection)}</strong> ${consequence(connection, view.state.header?.links)}
      <span aria-hidden="true">${countdown(connection, view.now)}</span>`,
    remedies(connection, actions),
  );

const cause = ({ state, cause: code, address }: Connection): string =>
  state === 'offline' && code === undefined ? t('Not connected.') : connectionFailure(code, address);

const consequence = ({ cause: code }: Connection, links: number | undefined): string => {
  // the list of conversations knows no links, and what a device writes that was signed out is of no account: nothing is promised
  if (code === 'REVOKED' || links === undefined) return '';
  if (links === 0) return t('Messages you write now are saved and sent later.');
  if (links === 1) return t('You’re still connected to 1 person, but no one new can join.');
  return t('You’re still connected to {0} people, but no one new can join.', links);
};

/** More is told in minutes. */
const maxSeconds = 120;

const countdown = ({ state, retryAt }: Connection, now: number): string => {
  if (state !== 'waiting' || retryAt === undefined) return '';
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  if (seconds === 0) return t('Trying now…');
  return seconds <= maxSeconds
    ? t('Trying again in {0} s.', numberText(seconds))
    : t('Trying again in {0} min.', numberText(Math.ceil(seconds / 60)));
};

const remedies = ({ state, cause: code }: Connection, actions: Actions): TemplateResult => {
  if (code === 'BAD_CREDENTIALS' || code === 'NOT_AUTHENTICATED' || code === 'REVOKED')
    return html`${act(t('Sign In'), () => actions.command('signIn'))} ${showLog(actions)}`;
  const label = state === 'waiting' ? t('Retry Now') : t('Go Online');
  return html`${act(label, () => actions.command('connect'))} ${showLog(actions)}`;
};
