import { AppError } from '../../../common/base/index.ts';
import { callsOf, verbs, type Calls, type ParamsOf, type Verb } from '../../../common/protocol/chat/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { Context } from './command.ts';

/** The engine believes its clients, and nobody believes a line of standard input: BAD_REQUEST for what the table of verbs does not allow. */
export const checkedChat = (chat: ChatService): Context['chat'] => ({
  ...callsOf(<V extends Verb>(verb: V, params: ParamsOf<V>) => {
    if (!verbs[verb].params.safeParse(params).success) {
      throw new AppError('BAD_REQUEST', `these parameters do not fit ${verb}`);
    }
    const calls: Calls = chat;
    return calls[verb](params);
  }),
  get state() {
    return chat.state;
  },
  resolveRoom: (nameOrId) => chat.resolveRoom(nameOrId),
});
