import { callsOf, type ChatState, type Verb } from '../../common/protocol/chat/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { checkedChat } from '../../src/app/headless/checked-chat.ts';
import type { Context } from '../../src/app/headless/command.ts';
import { commands, type CommandName } from '../../src/app/headless/commands.ts';
import { aState } from './chat-samples.ts';
import { fakeChat, type FakeChat } from './fake-chat.ts';

type Ask = (verb: Verb, params: object) => Promise<unknown>;

export interface HeadlessRig {
  readonly chat: FakeChat;
  readonly context: Context;
  /** The verbs that were asked for, in order, with what. */
  readonly asked: (readonly [Verb, object])[];
  /** Carries a command out, and gives the fields of its reply. */
  readonly run: (name: CommandName, fields?: object) => Promise<object>;
}

/** The commands of the headless peer over a fake chat. `ask`: in place of the fake's answers. */
export const headlessRig = (state: ChatState = aState(), ask?: Ask): HeadlessRig => {
  const chat = fakeChat(state);
  const asked: (readonly [Verb, object])[] = [];
  const service = Object.create(chat) as FakeChat;
  const calls = callsOf((verb, params) => {
    asked.push([verb, params]);
    return (ask?.(verb, params) ?? (chat[verb] as (all: object) => Promise<unknown>)(params)) as never;
  });
  const checked = checkedChat(Object.assign(service, calls));
  const context: Context = {
    chat: checked,
    tracker: 'ws://127.0.0.1:6060',
    opening: new Map<string, Promise<RoomKey>>(),
  };
  const run = async (name: CommandName, fields: object = {}): Promise<object> => {
    const begin = commands[name].bind(fields);
    if (typeof begin !== 'function') throw begin;
    return begin(context);
  };
  return { chat, context, asked, run };
};
