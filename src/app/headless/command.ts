import * as z from 'zod';
import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { verbs as table, type Verb } from '../../../common/protocol/chat/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { Fields } from './fields.ts';

/** What a command may use: of the chat only the verbs that it names. */
export interface Context<V extends Verb = Verb> {
  readonly chat: Pick<ChatService, V | 'state' | 'resolveRoom'>;
  /** ws: or wss: address of the tracker. */
  readonly tracker: string;
  /** Absent: every address of the machine. */
  readonly listenHost?: string;
  /** Direct conversations about to be opened, by folded name. */
  readonly opening: Map<string, Promise<RoomKey>>;
}

interface Definition<V extends Verb, S extends z.ZodRawShape, R extends string> {
  /** The fields of the line; others are ignored. */
  readonly params: S;
  /** The verbs of the chat that carry it out. */
  readonly verbs: readonly V[];
  /** The fields that stand beside `ok`, as in `Fields`. */
  readonly reply: readonly R[];
  /** Asks the chat before it returns, wherever it can: that is what keeps the order of the commands. */
  readonly run: (params: z.output<z.ZodObject<S>>, context: Context<V>) => Fields<R> | Promise<Fields<R>>;
}

/** Begins at once; rejects with AppError. */
export type Begin = (context: Context) => Promise<object>;

export interface Command<V extends Verb = Verb> {
  readonly params: readonly string[];
  readonly verbs: readonly V[];
  readonly reply: readonly string[];
  /** The command that has these fields, or what is wrong with them. */
  bind(line: unknown): Begin | z.ZodError;
}

/** A command of the contract, as the table lists it. */
export const command = <const V extends Verb, S extends z.ZodRawShape, const R extends string>({
  params,
  verbs,
  reply,
  run,
}: Definition<V, S, R>): Command<V> => {
  const fields = z.object(params);
  const needsAccount = verbs.some((verb) => !('account' in table[verb]));
  return {
    params: Object.keys(params),
    verbs,
    reply,
    bind: (line) => {
      const { data, error } = fields.safeParse(line);
      if (error !== undefined) return error;
      return async (context) => {
        if (needsAccount && context.chat.state.account === undefined) {
          throw new AppError('NOT_AUTHENTICATED', 'register or login first');
        }
        return run(data, context);
      };
    },
  };
};
