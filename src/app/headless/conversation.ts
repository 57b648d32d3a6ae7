import * as z from 'zod';
import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { chatLimits, resolveUser, type ChatState } from '../../../common/protocol/chat/index.ts';
import { foldName } from '../../../common/text/index.ts';
import type { Context } from './command.ts';

/** A name or an id that somebody typed. */
export const name = z.string().min(1).max(chatLimits.name);
/** The fields that say which conversation is meant. */
export const where = { room: name.exactOptional(), to: name.exactOptional() };

interface Where {
  readonly room?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The conversation that is meant. It is known at once, except the first one with somebody: all commands for it wait for the
 * same answer, so they keep their order. Throws BAD_REQUEST, ROOM_UNKNOWN, ROOM_AMBIGUOUS, USER_UNKNOWN, USER_AMBIGUOUS.
 */
export const conversationOf = (context: Context<'openDirect'>, { room, to }: Where): RoomKey | Promise<RoomKey> => {
  const { chat, opening } = context;
  if (room !== undefined && to === undefined) return chat.resolveRoom(room);
  if (room !== undefined || to === undefined) throw new AppError('BAD_REQUEST', 'give either room or to');
  const identity = resolveUser(to, chat.state);
  const user = identity ?? foldName(to);
  const isWith = ({ members }: ChatState['conversations'][number]): boolean =>
    members.some((one) => one.identity === user);
  const known = chat.state.conversations.find((one) => one.kind === 'direct' && isWith(one));
  if (known !== undefined && user !== chat.state.account?.identity) return known.room;
  const asked = opening.get(user) ?? chat.openDirect({ user: identity ?? to }).finally(() => opening.delete(user));
  opening.set(user, asked);
  return asked;
};

/** Goes on at once where the value is there at once. */
export const whenKnown = <T, R>(value: T | Promise<T>, go: (value: T) => Promise<R>): Promise<R> =>
  value instanceof Promise ? value.then((known) => go(known)) : go(value);
