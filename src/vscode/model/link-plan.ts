import type { RoomKey } from '../../../common/model/index.ts';
import type { Facts } from '../chat-host.ts';
import { t } from '../text.ts';
import type { DeepLink } from './deep-link.ts';
import type { ErrorAction } from './error-text.ts';

/** What becomes of a link that somebody clicked. Nothing happens before the person has agreed. */
export type LinkPlan =
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly detail: string;
      readonly yes: string;
      readonly room: RoomKey;
      /** Agreeing makes the person a member. */
      readonly joins: boolean;
    }
  | { readonly kind: 'tell'; readonly sentence: string; readonly action?: ErrorAction };

export const linkPlan = (link: DeepLink | undefined, facts: Facts): LinkPlan => {
  if (link === undefined) return { kind: 'tell', sentence: t('This link is none that P2P Chat understands.') };
  if (facts.host === 'otherWindow')
    return { kind: 'tell', sentence: t('P2P Chat runs in another window. Open the link there.') };
  const account = facts.chat?.account;
  if (account === undefined) {
    return facts.configured
      ? { kind: 'tell', sentence: t('Sign in to open this link.'), action: 'signIn' }
      : { kind: 'tell', sentence: t('Set Up P2P Chat to open this link.'), action: 'setup' };
  }
  const detail = t('A link asks for it. You are {0} on {1}.', account.username, account.tracker);
  const mine = facts.chat?.conversations.find((one) => one.room === link.room);
  const listed = facts.chat?.discover.find((one) => one.room === link.room);
  if (listed !== undefined && (mine === undefined || mine.readOnly === 'left')) {
    const joining = t('Members see you, and you get everything written in the room so far.');
    return {
      kind: 'ask',
      question: t('Join the room {0}?', listed.name),
      detail: `${detail}\n${joining}`,
      yes: t('Join Room'),
      room: link.room,
      joins: true,
    };
  }
  if (mine === undefined) {
    return {
      kind: 'tell',
      sentence: t(
        'This link leads to a conversation that {0} is not in. It may be on another tracker.',
        account.username,
      ),
    };
  }
  const question =
    mine.kind === 'direct' ? t('Open the conversation with {0}?', mine.name) : t('Open the room {0}?', mine.name);
  return { kind: 'ask', question, detail, yes: t('Open'), room: link.room, joins: false };
};
