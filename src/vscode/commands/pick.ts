import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatService } from '../../client/index.ts';
import { conversationItem, recentFirst, switcherItems, type Picked, type SwitcherItem } from '../model/switcher.ts';
import { t } from '../text.ts';
import { askList, heading, type Choice, type Item } from '../ui/prompt.ts';
import { back } from '../ui/steps.ts';
import type { Desk, Target } from './desk.ts';

type Offered = (one: Conversation) => boolean;

export interface Question {
  readonly title: string;
  readonly offered?: Offered;
  /** Said when there is nothing to choose from. */
  readonly empty: string;
}

/** The conversation that a command is about: its target, or one that the person picks; undefined = given up. */
export const conversationFor = async (
  desk: Desk,
  target: Target,
  question: Question,
): Promise<Conversation | undefined> => {
  const service = await desk.host.open();
  const room = (await targetRoom(service, target)) ?? (await pickConversation(desk, question));
  return service.state.conversations.find((one) => one.room === room);
};

/** The conversation of a line or page, the direct one of a person (made if need be), or undefined from the palette. */
export const targetRoom = async (service: ChatService, target: Target): Promise<RoomKey | undefined> => {
  if (typeof target === 'string') return target;
  return target?.room ?? (target?.user === undefined ? undefined : service.openDirect({ username: target.user }));
};

const pickConversation = async (
  { host, current }: Desk,
  { title, offered = () => true, empty }: Question,
): Promise<RoomKey | undefined> => {
  const { chat } = host.facts;
  const rooms = recentFirst(chat, current).filter(offered);
  const items = rooms.map((one): Choice<RoomKey> => choice(conversationItem(one, chat), one.room));
  return pickOne(title, items, empty, t('Which conversation?'));
};

/** Over conversations and people: what asks to be read first, then what was used last. */
export const pickTarget = (
  chat: ChatState | undefined,
  title: string,
  { extra = [], offered = () => true }: { readonly extra?: readonly Item<Picked>[]; readonly offered?: Offered } = {},
): Promise<Picked | undefined> => {
  const items = switcherItems(chat, offered).flatMap(({ label, items: some }): readonly Item<Picked>[] => [
    heading(label),
    ...some.map((one) => choice(one, one.target)),
  ]);
  return pickOne(title, [...items, ...extra], t('No conversations yet'), t('Search rooms and people'));
};

const choice = <T>({ label, description }: Omit<SwitcherItem, 'target'>, value: T): Choice<T> => ({
  label,
  value,
  ...(description && { description }),
});

/** `empty` instead of `hint` when there is nothing to choose from. */
export const pickOne = async <T>(
  title: string,
  items: readonly Item<T>[],
  empty: string,
  hint: string,
): Promise<T | undefined> => {
  const answer = await askList<T>({ title, placeholder: items.length === 0 ? empty : hint, items: () => items });
  return answer === back ? undefined : answer;
};
