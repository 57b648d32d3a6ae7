import type { ChatEvent, ChatState } from '../../../common/protocol/chat/index.ts';
import { keyDigits } from '../../../common/text/index.ts';
import { t } from '../text.ts';

type NameEvent = ChatEvent & { type: 'nameCollision' | 'nameChanged' };

/** The digits beside a name that others have too; empty where there is no doubt. */
export const digitsBeside = (chat: Pick<ChatState, 'namesakes'> | undefined, identity: string): string =>
  (chat?.namesakes ?? []).some(({ identities }) => (identities as readonly string[]).includes(identity))
    ? keyDigits(identity)
    : '';

/** What is odd about a name, in a sentence. */
export const nameText = (event: NameEvent): string =>
  event.type === 'nameCollision'
    ? t('{0} people are called {1}.', event.identities.length, event.name)
    : t('The tracker now calls {0} {1}.', event.name, event.other);

/** What follows from it, and what to do. */
export const nameMeaning = ({ type }: Pick<NameEvent, 'type'>): string =>
  type === 'nameCollision'
    ? t(
        'A tracker gives each name to only one person, so either it was restored from an old backup or someone is lying. P2P Chat shows six digits of each person’s key next to the name, and messages go to the person you choose. Ask your teammate, by phone or in person, which digits are theirs.',
      )
    : t(
        'A name stays with the person it was first signed for, so P2P Chat keeps showing the first one. Either the tracker was restored from an old backup or someone is lying. Ask the person who runs it.',
      );
