import { html, type TemplateResult } from 'lit';
import type { ErrorCode } from '../../common/base/index.ts';
import { t } from '../l10n.ts';
import { openFailure } from '../text/causes.ts';
import { banner } from './banner.ts';
import { icon } from './parts.ts';
import { switcher } from './switcher.ts';
import { button } from './toolkit.ts';
import type { Actions, View } from './view.ts';

/** What the page shows when it is not a conversation. */
export const screen = (view: View, actions: Actions): TemplateResult => {
  switch (view.state.screen) {
    case 'setUp':
      return setUp(actions);
    case 'signIn':
      return signIn(actions);
    case 'otherWindow':
      return otherWindow(actions);
    case 'closed':
      return view.state.failure === undefined ? closed(actions) : failed(view.state.failure, actions);
    case 'pick':
      return pick(view, actions);
    case 'loading':
    case 'chat':
      return html`<div class="empty center column" role="status"><p class="late">${t('Loading…')}</p></div>`;
  }
};

const empty = (mark: string, title: string, text: string, actions: TemplateResult): TemplateResult =>
  html`<div class="empty center column">
    <div class="mark">${icon(mark)}</div>
    <h2>${title}</h2>
    <p>${text}</p>
    <div class="go">${actions}</div>
  </div>`;

const setUp = (actions: Actions): TemplateResult =>
  empty(
    'comment-discussion',
    t('Chat where you code'),
    t('Chat with your team without leaving the editor. Messages go straight from editor to editor.'),
    button(t('Set Up P2P Chat'), 'primary', () => actions.command('setup')),
  );

const signIn = (actions: Actions): TemplateResult =>
  empty(
    'account',
    t('You are signed out'),
    t('Sign in to see your conversations, or create an account if you’re new to this tracker.'),
    html`${button(t('Sign In'), 'primary', () => actions.command('signIn'))}
    ${button(t('Create Account'), 'secondary', () => actions.command('register'))}`,
  );

const otherWindow = (actions: Actions): TemplateResult =>
  empty(
    'multiple-windows',
    t('P2P Chat is active in another window'),
    t('Keep chatting there: this window takes over when you close the other one.'),
    button(t('Try Again'), 'primary', () => actions.command('connect')),
  );

const closed = (actions: Actions): TemplateResult =>
  empty(
    'debug-disconnect',
    t('P2P Chat is not connected'),
    t('Your conversations are on this computer. Connect to open them.'),
    html`${button(t('Go Online'), 'primary', () => actions.command('connect'))}
    ${button(t('Show Log'), 'secondary', () => actions.command('showLog'))}`,
  );

/** What is kept here cannot be used now: why, and what a person can do about it. */
const failed = (code: ErrorCode, actions: Actions): TemplateResult =>
  empty(
    'warning',
    code === 'ENGINE_FAILED' ? t('P2P Chat stopped working') : t('Couldn’t open P2P Chat'),
    openFailure(code),
    html`${remedy(code, actions)} ${button(t('Show Log'), 'secondary', () => actions.command('showLog'))}`,
  );

const remedy = (code: ErrorCode, actions: Actions): TemplateResult =>
  code === 'ENGINE_FAILED'
    ? button(t('Restart'), 'primary', () => actions.command('restart'))
    : button(t('Try Again'), 'primary', () => actions.command('connect'));

const pick = (view: View, actions: Actions): TemplateResult => {
  if (view.kind === 'panel') return elsewhere(view, actions);
  if (view.state.conversations.length > 0) return html`${banner(view, actions)} ${switcher(view, actions)}`;
  return empty(
    'comment-discussion',
    t('No conversations yet'),
    t('Create a room, join one, or message someone directly.'),
    html`${button(t('Create Room…'), 'primary', () => actions.command('createRoom'))}
    ${button(t('Join Room…'), 'secondary', () => actions.command('joinRoom'))}`,
  );
};

/** A panel is always about one conversation: this account does not have it. */
const elsewhere = ({ state }: View, actions: Actions): TemplateResult =>
  empty(
    'account',
    t('This conversation belongs to another account'),
    t('You’re signed in as {0}. To see it, sign out, then sign in with the other account.', state.me?.username ?? ''),
    button(t('Open Room…'), 'primary', () => actions.command('openRoom')),
  );
