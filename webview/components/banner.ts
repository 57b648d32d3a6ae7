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
  return well ? nothing : connectionBanner(connection, view, actions);
};

const frame = (said: TemplateResult, acts: TemplateResult): TemplateResult =>
  html`<div class="banner warn">
    ${icon('warning')}
    <div class="banner-body">
      <div role="status">${said}</div>
      <div class="banner-acts">${acts}</div>
    </div>
  </div>`;

const showLog = (actions: Actions): TemplateResult => act(t('Show Log'), () => actions.command('showLog'), 'calm');

const hungBanner = (actions: Actions): TemplateResult =>
  frame(
    html`<strong>${t('P2P Chat does not respond.')}</strong>
      ${t('It goes on by itself when it can. What you write waits until then.')}`,
    showLog(actions),
  );

const diskTexts = {
  slow: () => [t('The disk is slow.'), t('What you write is kept, and goes out once the disk has it.')],
  full: () => [t('The disk is full.'), t('New messages cannot be kept. It goes on by itself when there is space.')],
  failing: () => [
    t('The disk cannot be written.'),
    t('New messages cannot be kept. It goes on by itself when the disk works.'),
  ],
} as const;

/** It ends by itself. */
const diskBanner = (disk: Exclude<DiskState, 'ok'>, actions: Actions): TemplateResult => {
  const [what, then] = diskTexts[disk]();
  return frame(html`<strong>${what}</strong> ${then}`, showLog(actions));
};

const connectionBanner = (connection: Connection, view: View, actions: Actions): TemplateResult =>
  frame(
    html`<strong>${cause(connection)}</strong> ${consequence(view.state.header?.links ?? 0)}
      <span aria-hidden="true">${countdown(connection, view.now)}</span>`,
    remedies(connection, actions),
  );

const cause = ({ state, cause: code, tracker }: Connection): string =>
  state === 'offline' && code === undefined ? t('Not connected.') : connectionFailure(code, tracker);

const consequence = (links: number): string => {
  if (links === 0) return t('What you write is kept and goes out later.');
  if (links === 1) return t('You stay connected to 1 person; new people cannot join.');
  return t('You stay connected to {0} people; new people cannot join.', links);
};

const countdown = ({ state, retryAt }: Connection, now: number): string => {
  if (state !== 'waiting' || retryAt === undefined) return '';
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  return seconds === 0 ? t('Trying now.') : t('Next try in {0} s.', numberText(seconds));
};

const remedies = ({ state, cause: code }: Connection, actions: Actions): TemplateResult => {
  if (code === 'BAD_CREDENTIALS' || code === 'NOT_AUTHENTICATED' || code === 'REVOKED')
    return html`${act(t('Sign In'), () => actions.command('signIn'))} ${showLog(actions)}`;
  const label = state === 'waiting' ? t('Retry Now') : t('Connect');
  return html`${act(label, () => actions.command('connect'))} ${showLog(actions)}`;
};
