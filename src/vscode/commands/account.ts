import * as vscode from 'vscode';
import { AppError, typedAddress } from '../../../common/base/index.ts';
import { normalName } from '../../../common/text/index.ts';
import type { Credentials } from '../../../common/protocol/chat/index.ts';
import { viewIds } from '../contributions/views.ts';
import { errorText } from '../model/error-text.ts';
import { anyPasswordProblem, nameProblem, newPasswordProblem } from '../model/inputs.ts';
import { escapeLinks } from '../model/escape.ts';
import { t } from '../text.ts';
import { confirm } from '../ui/errors.ts';
import { askList, askText, type Position } from '../ui/prompt.ts';
import { askSteps, back, type Answer } from '../ui/steps.ts';
import { chooseTracker, type ChosenTracker } from './choose-tracker.ts';
import type { CommandHandlers, CommandContext } from './command-context.ts';
import { enterGeneral } from './general.ts';
import { askKnownAccount } from './known-account.ts';

type Mode = 'register' | 'signIn';
type Draft = Partial<Credentials> & { readonly trackerName?: string };

/** From nothing to a conversation on screen: where, who, password. */
const setUp = (context: CommandContext): Promise<void> => start(context, t('Set Up P2P Chat'));

/** The same for those who have been here: another account. */
const register = (context: CommandContext): Promise<void> => start(context, t('Create Account'));

const start = async (context: CommandContext, title: string): Promise<void> => {
  if (!(await enter(context, 'register', title))) return;
  const service = await context.holder.open();
  await context.show(await enterGeneral(service));
};

/** Who has been signed in here is asked for the password alone. */
const signIn = async (context: CommandContext): Promise<void> => {
  await demandNobody(context);
  const title = t('Sign In');
  const answer = await askKnownAccount(context, title, (credentials) => attempt(context, 'signIn', credentials));
  if (answer === 'other') await enter(context, 'signIn', title);
};

const signOut = async (context: CommandContext): Promise<void> => {
  const service = await context.holder.open();
  const name = service.state.account?.username;
  if (name === undefined) throw new AppError('NOT_AUTHENTICATED', 'no one is signed in');
  const detail = [
    t('You won’t get new messages until you sign in again with your password. It can’t be recovered.'),
    t('Your messages stay on this computer.'),
  ].join('\n');
  if (!(await confirm(t('Sign out of {0}’s account?', name), detail, t('Sign Out')))) return;
  await context.flushPending();
  await service.signOut({});
};

const demandNobody = async (context: CommandContext): Promise<void> => {
  const { account } = (await context.holder.open()).state;
  if (account) throw new AppError('ALREADY_SIGNED_IN', 'sign out first', { username: account.username });
};

const enter = async (context: CommandContext, mode: Mode, title: string): Promise<boolean> => {
  await demandNobody(context);
  const done = await askSteps<Draft>({}, [
    async (draft) => withTracker(draft, await chooseTracker(context, { title, step: 1, totalSteps: 3 })),
    (draft, before) => askName(mode, { title: titleOn(title, draft), step: 2, totalSteps: 3 }, draft, before?.username),
    (draft) => askPassword(context, mode, { title: titleOn(title, draft), step: 3, totalSteps: 3 }, draft),
  ]);
  return done !== undefined;
};

const withTracker = (draft: Draft, tracker: Answer<ChosenTracker>): Answer<Draft> =>
  typeof tracker === 'object' ? { ...draft, tracker: tracker.url, trackerName: tracker.name } : tracker;

/** Where one is about to go, as it has answered. */
const titleOn = (title: string, { tracker = '', trackerName = '' }: Draft): string =>
  `${title}: ${typedAddress(tracker)}${trackerName === '' ? '' : ` (${trackerName})`}`;

const askName = async (mode: Mode, at: Position, draft: Draft, before: string | undefined): Promise<Answer<Draft>> => {
  const answer = await askText({
    ...at,
    prompt: mode === 'register' ? t('Choose a username. Others will see it.') : t('Your username'),
    placeholder: 'ana',
    check: nameProblem,
    ...(before !== undefined && { value: before }),
  });
  return typeof answer === 'string' ? { ...draft, username: normalName(answer) } : answer;
};

const askPassword = async (
  context: CommandContext,
  mode: Mode,
  at: Position,
  draft: Draft,
  message?: string,
): Promise<Answer<Draft>> => {
  let taken = false;
  const { tracker = '', username = '' } = draft;
  const full = (password: string): Credentials => ({ tracker, username, password });
  const isNew = mode === 'register';
  const answer = await askText({
    ...at,
    prompt: isNew
      ? t(
          'Choose a password for {0}: at least 10 characters. It never leaves this computer and cannot be recovered.',
          escapeLinks(username),
        )
      : t('Password for {0}', escapeLinks(username)),
    password: true,
    check: isNew ? newPasswordProblem : anyPasswordProblem,
    submit: async (password) => {
      const failure = await attempt(context, mode, full(password));
      taken = failure?.code === 'NAME_TAKEN';
      return failure && !taken ? errorText(failure.code, failure.details).sentence : undefined;
    },
    ...(message !== undefined && { message }),
  });
  if (typeof answer !== 'string') return answer;
  return taken ? offerSignIn(context, at, full(answer)) : { ...draft, password: answer };
};

/** The name exists already, perhaps as one's own from another computer. */
const offerSignIn = async (context: CommandContext, at: Position, credentials: Credentials): Promise<Answer<Draft>> => {
  const { username } = credentials;
  const answer = await askList<'signIn' | 'other'>({
    ...at,
    placeholder: t('The username {0} is taken on this tracker.', username),
    items: () => [
      { label: `$(account) ${t('That’s me: sign in with this password')}`, value: 'signIn' },
      { label: `$(edit) ${t('Choose Another Username')}`, value: 'other' },
    ],
  });
  if (answer === undefined) return undefined;
  if (answer !== 'signIn') return back;
  const failure = await attempt(context, 'signIn', credentials);
  if (!failure) return credentials;
  return askPassword(context, 'signIn', at, credentials, errorText(failure.code, failure.details).sentence);
};

/** What went wrong, or undefined. */
const attempt = async (
  context: CommandContext,
  mode: Mode,
  credentials: Credentials,
): Promise<AppError | undefined> => {
  try {
    const service = await context.holder.open();
    await vscode.window.withProgress({ location: { viewId: viewIds.rooms } }, () => service[mode](credentials));
    context.holder.setConfigured(true, true);
    await context.memento.addTracker(credentials.tracker);
    return undefined;
  } catch (thrown) {
    const error = AppError.from(thrown);
    context.logger.log('warn', `${mode}: ${error.code} ${error.message}`);
    return error;
  }
};

export const accountCommands = { setup: setUp, register, signIn, signOut } satisfies CommandHandlers;
