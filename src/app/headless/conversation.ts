import * as z from 'zod';
import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { chatLimits, type ChatState } from '../../../common/protocol/chat/index.ts';
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
 * same answer, so they keep their order. Throws BAD_REQUEST, ROOM_UNKNOWN, ROOM_AMBIGUOUS, USER_UNKNOWN.
 */
export const conversationOf = (context: Context<'openDirect'>, { room, to }: Where): RoomKey | Promise<RoomKey> => {
  const { chat, opening } = context;
  if (room !== undefined && to === undefined) return chat.resolveRoom(room);
  if (room !== undefined || to === undefined) throw new AppError('BAD_REQUEST', 'give either room or to');
  const username = usernameOf(chat.state, to);
  const wanted = foldName(username);
  const known = chat.state.conversations.find((one) => one.kind === 'direct' && foldName(one.name) === wanted);
  if (known !== undefined) return known.room;
  const asked = opening.get(wanted) ?? chat.openDirect({ username }).finally(() => opening.delete(wanted));
  opening.set(wanted, asked);
  return asked;
};

/** Goes on at once where the value is there at once. */
export const whenKnown = <T, R>(value: T | Promise<T>, go: (value: T) => Promise<R>): Promise<R> =>
  value instanceof Promise ? value.then((known) => go(known)) : go(value);

const identity = /^[0-9a-f]{64}$/;

/** `to` is a username or an identity; no username is that long. */
const usernameOf = ({ people, conversations }: ChatState, to: string): string => {
  if (!identity.test(to)) return to;
  const known = [...people, ...conversations.flatMap(({ members }) => members)].find((one) => one.identity === to);
  if (known === undefined) throw new AppError('USER_UNKNOWN', 'no known user has this identity');
  return known.username;
};
