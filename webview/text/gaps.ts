import type { Row, Who } from '../../common/model/index.ts';
import { t } from '../l10n.ts';
import type { AsideItem, MissingItem } from '../state/gaps.ts';
import { datedText, listText, numberText, timeText } from './format.ts';

/** "2 messages from Bruno are not here yet; Carla has them." */
export const missingText = ({ authors, count, holders }: Omit<MissingItem, 'kind' | 'key'>): string => {
  const from = listText(authors.map(({ username }) => username));
  const who = listText(holders.map(({ username }) => username));
  const number = numberText(count);
  if (count === 1) {
    if (holders.length === 0) return t('1 message from {0} hasn’t arrived yet. No one online has it.', from);
    return holders.length === 1
      ? t('1 message from {0} hasn’t arrived yet. {1} has it.', from, who)
      : t('1 message from {0} hasn’t arrived yet. {1} have it.', from, who);
  }
  if (holders.length === 0)
    return t('{0} messages from {1} haven’t arrived yet. No one online has them.', number, from);
  return holders.length === 1
    ? t('{0} messages from {1} haven’t arrived yet. {2} has them.', number, from, who)
    : t('{0} messages from {1} haven’t arrived yet. {2} have them.', number, from, who);
};

/** "3 messages from Mallory are dated 2036." */
export const asideText = ({ author, count, at }: Pick<AsideItem, 'author' | 'count' | 'at'>): string =>
  count === 1
    ? t('1 message from {0} is dated {1}.', author.username, datedText(at))
    : t('{0} messages from {1} are dated {2}.', numberText(count), author.username, datedText(at));

/** "Arrived late, at 09:24, through Carla"; the author himself is not named again. */
export const lateText = (author: Who, { at, deliveredBy }: NonNullable<Row['lateArrival']>): string =>
  deliveredBy.identity === author.identity
    ? t('Arrived late, at {0}', timeText(at))
    : t('Arrived late, at {0}, via {1}', timeText(at), deliveredBy.username);
