import { checkName } from '../../../common/text/index.ts';
import { limits } from '../../../common/model/index.ts';
import { t } from '../text.ts';
import { errorText } from './error-text.ts';

/** What is wrong with what was typed, or undefined. */
export type Check = (text: string) => string | undefined;

export const nameProblem: Check = (text) =>
  checkName(text.trim()) === undefined ? errorText('NAME_INVALID').sentence : undefined;

export const newPasswordProblem: Check = (text) =>
  text.length < limits.passwordLeast ? t('A password has at least {0} characters.', limits.passwordLeast) : undefined;

export const anyPasswordProblem: Check = (text) => (text === '' ? t('Type the password.') : undefined);
