import { canonicalHost, parseTrackerAddress } from '../../../common/base/index.ts';
import { checkName, isLongPassword, normalName, tooLongName } from '../../../common/text/index.ts';
import { limits } from '../../../common/model/index.ts';
import { t } from '../text.ts';
import { errorText } from './error-text.ts';

/** What is wrong with what was typed, or undefined. */
export type Check = (text: string) => string | undefined;

/** Says what is wrong, as far as it can be told. */
export const nameProblem: Check = (text) => {
  const name = normalName(text);
  if (isAddress(name)) return t('That looks like an address. Enter a name.');
  if (tooLongName(name)) return t('Use at most {0} characters.', limits.name);
  return checkName(name) === undefined ? errorText('NAME_INVALID').sentence : undefined;
};

/** What was meant for another box: with a scheme, or with a port. A name with a dot is a name. */
const isAddress = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  canonicalHost(text) !== undefined ||
  (/:\d+$/.test(text) && typeof parseTrackerAddress(text) !== 'string');

export const newPasswordProblem: Check = (text) =>
  isLongPassword(text) ? undefined : t('Use at least {0} characters.', limits.minPassword);

export const anyPasswordProblem: Check = (text) => (text === '' ? t('Type your password.') : undefined);
