import { typedAddress, type AppError } from '../../../common/base/index.ts';
import type { Credentials } from '../../../common/protocol/chat/index.ts';
import type { KnownAccount } from '../../app/index.ts';
import { errorText } from '../model/error-text.ts';
import { anyPasswordProblem } from '../model/inputs.ts';
import { escapeIcons, escapeLinks } from '../model/escape.ts';
import { t } from '../text.ts';
import { askList, askText } from '../ui/prompt.ts';
import { back } from '../ui/steps.ts';
import type { CommandContext } from './command-context.ts';

type SignIn = (credentials: Credentials) => Promise<AppError | undefined>;

/**
 * Asks for the password of the account that was used here last, and signs in; a button leads to other accounts. `other`: one that this
 * computer does not know, or it knows none.
 */
export const askKnownAccount = async (
  context: CommandContext,
  title: string,
  signIn: SignIn,
): Promise<'done' | 'other' | undefined> => {
  const known = await context.loader.knownAccounts();
  let [account] = known;
  for (;;) {
    if (account === undefined) return 'other';
    const answer = await askItsPassword(title, account, signIn);
    if (answer !== 'other') return answer;
    const picked = known.length > 1 ? await pick(title, known) : 'other';
    if (picked === undefined || picked === 'other') return picked;
    account = picked === back ? account : picked;
  }
};

const askItsPassword = async (
  title: string,
  { username, tracker }: KnownAccount,
  signIn: SignIn,
): Promise<'done' | 'other' | undefined> => {
  const where = typedAddress(tracker);
  const answer = await askText<typeof other>({
    title: `${title}: ${t('{0} on {1}', username, where)}`,
    prompt: t('Password for {0}. For another account, use the button above.', escapeLinks(username)),
    password: true,
    check: anyPasswordProblem,
    submit: async (password) => {
      const failure = await signIn({ tracker, username, password });
      return failure && errorText(failure.code, failure.details).sentence;
    },
    alternative: { icon: 'account', tooltip: t('Use Another Account'), value: other },
  });
  if (answer === other) return 'other';
  return typeof answer === 'string' ? 'done' : undefined;
};

const other = Symbol('other');

const pick = async (
  title: string,
  known: readonly KnownAccount[],
): Promise<KnownAccount | 'other' | typeof back | undefined> =>
  askList<KnownAccount | 'other'>({
    title,
    canGoBack: true,
    placeholder: t('Which account?'),
    items: () => [
      ...known.map((value) => ({
        label: `$(account) ${escapeIcons(value.username)}`,
        description: typedAddress(value.tracker),
        value,
      })),
      { label: `$(add) ${t('Another account…')}`, alwaysShow: true, value: 'other' as const },
    ],
  });
