import type { Who } from '../../common/model/index.ts';
import { unread, type DeliveryMark } from '../state/marks.ts';
import { t } from '../l10n.ts';
import { sendFailure } from './causes.ts';
import { listText, whenText } from './format.ts';

/** Names in a list; of more a number stands for the rest. */
const maxNames = 20;

/** What the mark beside a message means, a line for each thing that is to be said. */
export const markLines = (mark: DeliveryMark): readonly string[] => {
  switch (mark.kind) {
    case 'sending':
      return [t('Sending')];
    case 'failed':
      return [sendFailure(mark.code)];
    case 'sent':
      return [t('Sent; no one has it yet')];
    case 'lost':
      return [
        mark.why === 'closed'
          ? t('Not delivered: the room was deleted before anyone got this message.')
          : t('Not delivered: you left the room before anyone got this message.'),
      ];
    case 'waits':
      return [t('Will be delivered when {0} is online', mark.who.username)];
    case 'delivered':
      return deliveredLines(mark);
  }
};

/** The same for screen readers. */
export const markText = (mark: DeliveryMark): string => markLines(mark).join('; ');

const deliveredLines = ({
  users,
  readBy = [],
  open = [],
  at = {},
}: DeliveryMark & { kind: 'delivered' }): readonly string[] => {
  const named = ({ identity, username }: Who): string =>
    at[identity] === undefined ? username : t('{0} ({1})', username, whenText(at[identity]));
  const got = unread(users, readBy);
  return [
    ...(readBy.length > 0 ? [t('Read by {0}', someText(readBy.map(named)))] : []),
    ...(got.length > 0 ? [t('Delivered to {0}', someText(got.map(named)))] : []),
    ...(open.length > 0 ? [t('Not delivered yet to {0}', someText(open.map(({ username }) => username)))] : []),
  ];
};

const someText = (names: readonly string[]): string => {
  const rest = names.length - maxNames;
  return listText(rest > 0 ? [...names.slice(0, maxNames), t('{0} more', rest)] : names);
};
