import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { ChatService } from '../../client/index.ts';
import {
  conversationItem,
  matches,
  recentFirst,
  switcherItems,
  parseQuery,
  type SwitcherTarget,
  type SwitcherItem,
  type SwitcherQuery,
} from '../model/switcher.ts';
import { t } from '../text.ts';
import { askList, heading, type Choice, type Item } from '../ui/prompt.ts';
import { back } from '../ui/steps.ts';
import type { CommandContext, Target } from './command-context.ts';

type Offered = (one: Conversation) => boolean;

export interface Question {
  readonly title: string;
  readonly offered?: Offered;
  /** Said when there is nothing to choose from. */
  readonly empty: string;
}

/** The conversation that a command is about: its target, or one that the person picks; undefined = given up. */
export const conversationFor = async (
  context: CommandContext,
  target: Target,
  question: Question,
): Promise<Conversation | undefined> => {
  const service = await context.holder.open();
  const room = (await targetRoom(service, target)) ?? (await pickConversation(context, question));
  return service.state.conversations.find((one) => one.room === room);
};

/** The conversation of a line or page, the direct one of a person (made if need be), or undefined from the palette. */
export const targetRoom = async (service: ChatService, target: Target): Promise<RoomKey | undefined> => {
  if (typeof target === 'string') return target;
  return target?.room ?? (target?.user === undefined ? undefined : service.openDirect({ user: target.user }));
};

const pickConversation = async (
  { holder, current }: CommandContext,
  { title, offered = () => true, empty }: Question,
): Promise<RoomKey | undefined> => {
  const { chat } = holder.uiState;
  const rooms = recentFirst(chat, current).filter(offered);
  const items = (typed: string): readonly Choice<RoomKey>[] =>
    rooms
      .filter(({ name }) => matches(name, parseQuery(typed).name))
      .map((one) => choice(conversationItem(one, chat), one.room));
  return pickOne(title, items, rooms.length === 0 ? empty : t('Which conversation?'));
};

interface PickOptions {
  readonly offered?: Offered;
  /** What stands below, for what has been typed. */
  readonly extra?: (typed: SwitcherQuery, text: string) => readonly Item<SwitcherTarget>[];
}

/** Over conversations and people, by a part of the name: what asks to be read first, then what was used last. */
export const pickTarget = (
  chat: ChatState | undefined,
  title: string,
  { extra = () => [], offered = () => true }: PickOptions = {},
): Promise<SwitcherTarget | undefined> => {
  const items = (text: string): readonly Item<SwitcherTarget>[] => {
    const typed = parseQuery(text);
    const known = switcherItems(chat, offered, typed).flatMap(
      ({ label, items: some }): readonly Item<SwitcherTarget>[] => [
        heading(label),
        ...some.map((one) => choice(one, one.target)),
      ],
    );
    return [...known, ...extra(typed, text)];
  };
  return ask(title, items, items('').length === 0 ? t('No conversations yet') : t('Search rooms and people'));
};

/** A line that has been found already: the editor is not to look for what was typed in it once more. */
export const choice = <T>({ label, description }: Omit<SwitcherItem, 'target'>, value: T): Choice<T> => ({
  label,
  value,
  alwaysShow: true,
  ...(description && { description }),
});

/** `items`: for what has been typed so far. Where there is nothing to choose from, `hint` is said instead of an empty list. */
export const pickOne = async <T>(
  title: string,
  items: (typed: string) => readonly Item<T>[],
  hint: string,
): Promise<T | undefined> => {
  if (items('').length > 0) return ask(title, items, hint);
  void vscode.window.showInformationMessage(hint);
  return undefined;
};

const ask = async <T>(
  title: string,
  items: (typed: string) => readonly Item<T>[],
  hint: string,
): Promise<T | undefined> => {
  const answer = await askList<T>({ title, placeholder: hint, items });
  return answer === back ? undefined : answer;
};
