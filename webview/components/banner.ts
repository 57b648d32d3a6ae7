import { html, nothing, type TemplateResult } from 'lit';
import type { Connection } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { connectionFailure } from '../text/causes.ts';
import { numberText } from '../text/format.ts';
import { act, icon } from './parts.ts';
import type { Actions, View } from './view.ts';

/** What is wrong with the connection, what it means, and what helps. Nothing while all is well or being tried. */
export const banner = (view: View, actions: Actions): TemplateResult | typeof nothing => {
  const connection = view.state.connection;
  if (connection === undefined || connection.state === 'connected' || connection.state === 'connecting') return nothing;
  return html`<div class="banner warn">
    ${icon('warning')}
    <div class="banner-body">
      <div role="status">
        <strong>${cause(connection)}</strong> ${consequence(view.state.header?.links ?? 0)}
        <span aria-hidden="true">${countdown(connection, view.now)}</span>
      </div>
      <div class="banner-acts">${remedies(connection, actions)}</div>
    </div>
  </div>`;
};

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
  const showLog = act(t('Show Log'), () => actions.command('showLog'), 'calm');
  if (code === 'BAD_CREDENTIALS' || code === 'NOT_AUTHENTICATED' || code === 'REVOKED')
    return html`${act(t('Sign In'), () => actions.command('signIn'))} ${showLog}`;
  const label = state === 'waiting' ? t('Retry Now') : t('Connect');
  return html`${act(label, () => actions.command('connect'))} ${showLog}`;
};
