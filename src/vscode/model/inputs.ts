import { bareName, checkName, isLongPasswordInUnits } from '../../../common/text/index.ts';
import { limits } from '../../../common/model/index.ts';
import { t } from '../text.ts';
import { errorText } from './error-text.ts';

/** What is wrong with what was typed, or undefined. */
export type Check = (text: string) => string | undefined;

export const nameProblem: Check = (text) =>
  checkName(bareName(text)) === undefined ? errorText('NAME_INVALID').sentence : undefined;

export const newPasswordProblem: Check = (text) =>
  isLongPasswordInUnits(text) ? undefined : t('Use at least {0} characters.', limits.passwordLeast);

export const anyPasswordProblem: Check = (text) => (text === '' ? t('Type your password.') : undefined);
