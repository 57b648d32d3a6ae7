import { t } from '../l10n.ts';
import { stateLimits } from '../state/limits.ts';
import type { FindState } from '../state/find-state.ts';
import { numberText } from './format.ts';

/** "3 of 12", or how far the search is. */
export const findText = ({ hits, at, looked, phase }: FindState): string => {
  if (phase === 'idle') return '';
  if (phase === 'failed') return t('Search failed');
  if (hits.length === 0)
    return phase === 'looking' ? t('Searching… {0} messages so far', numberText(looked)) : t('No results');
  const count = `${numberText(hits.length)}${phase === 'looking' || hits.length >= stateLimits.hits ? '+' : ''}`;
  return t('{0} of {1}', numberText(at + 1), count);
};
