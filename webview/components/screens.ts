import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from '../../common/base/index.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import { titleOf } from '../../common/text/index.ts';
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

/** At the place of the first message: what this is and who can read it. */
export const emptyRoom = (view: View, header: Header, actions: Actions): TemplateResult | typeof nothing => {
  const { state } = view;
  const { kind, name, mine, readOnly } = header;
  if (state.hasOlder || readOnly !== undefined) return nothing;
  if (kind === 'direct')
    return html`<div class="empty start">
      <h3 dir="auto">${t('You and {0}', name)}</h3>
      <p>${t('Only the two of you can read this. Messages go straight between your editors.')}</p>
    </div>`;
  return html`<div class="empty start">
    <h3 dir="auto">${mine ? t('You created {0}', titleOf(header)) : t('Welcome to {0}', titleOf(header))}</h3>
    <p>
      ${t('Members can read everything, including messages from before they joined. Messages go straight between editors and stay on members’ computers.')}
    </p>
    ${header.members.length === 1 ? invitation(state.connection?.team, actions) : nothing}
  </div>`;
};

/** Nobody else is here yet: how they come. */
const invitation = (team: readonly string[] | undefined, actions: Actions): TemplateResult | typeof nothing => {
  if (team === undefined) return nothing;
  const [address] = team;
  const copyAddress = (): void => actions.command('copyTrackerAddress');
  return html`<p>
      ${
        address === undefined
          ? t('Your tracker can only be reached from this computer.')
          : t('Teammates choose Set Up and enter {0}.', address)
      }
    </p>
    <div class="go">
      ${button(address === undefined ? t('Open It to My Network') : t('Copy Tracker Address'), 'secondary', copyAddress)}
      ${button(t('Copy Link to Room'), 'secondary', () => actions.command('copyLink'))}
    </div>`;
};
