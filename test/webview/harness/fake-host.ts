import type { ErrorCode } from '../../../common/base/index.ts';
import type { Row } from '../../../common/model/index.ts';
import type {
  Answer,
  RequestVerb,
  Delta,
  HistoryResult,
  RawViewParamsOf,
  Snapshot,
  ViewVerb,
  PageMessage,
} from '../../../common/protocol/view/index.ts';
import { findIn, stretchOf } from './history.ts';

/** The host's side of the messages, inside the page under test: what VS Code would be. */
export interface FakeHost {
  /** Everything the page has said, oldest first. */
  readonly said: { readonly method: string; readonly params: unknown }[];
  /** Answer to `ready`. */
  snapshot: Snapshot | undefined;
  /** What becomes of a message; `hold` leaves it on its way until `release`. */
  sending: 'ok' | 'hold' | ErrorCode;
  /** What becomes of edits and reactions; `hold` as above. */
  changing: 'ok' | 'hold' | ErrorCode;
  /** What becomes of drafts: as above. */
  keeping: 'ok' | 'hold';
  /** Answers to `history`, in their order. */
  pages: HistoryResult[];
  /** All that there is of the conversation: answers `history` once `pages` are used up. */
  whole: readonly Row[];
  /** `history` or `find` fails so many times. */
  failing: number;
  /** Answers of `find` wait for `release`. */
  slow: boolean;
  release(): void;
  pushSnapshot(snapshot: Snapshot): void;
  pushDelta(delta: Delta): void;
  windowFocus(focused: boolean): void;
  focusComposer(): void;
  focusMessages(): void;
  reveal(entry: string): void;
}

/** As it comes from the messenger of the page. */
interface Message {
  readonly id?: string;
  readonly params: PageMessage<ViewVerb>;
}

type Awaitable<T> = T | Promise<T>;

const stateKey = 'fake-state';
const post = (message: object): void => window.postMessage({ receiver: { type: 'webview' }, ...message }, '*');
const notify = (method: string, params?: unknown): void => post({ method, params });

let sent = 0;
const held: (() => void)[] = [];

const sentRow = (content: string): Row => {
  sent++;
  const me = fakeHost.snapshot?.me ?? { identity: '', username: '' };
  const id = `sent${sent}`;
  return { id, order: `9999${id}`, kind: 'message', author: me, own: true, at: Date.now(), content };
};

const keptText = (key: string): string => fakeHost.snapshot?.failed?.find((one) => one.key === key)?.content ?? '';

const heldIf = <T>(isHeld: boolean, answer: () => T): T | Promise<T> =>
  isHeld ? new Promise((resolve) => held.push(() => resolve(answer()))) : answer();

const refused = (code: ErrorCode) => ({ ok: false, code, message: `Because: ${code}.` }) as const;

const sending = (content: string): Awaitable<Answer<'send'>> =>
  heldIf(fakeHost.sending === 'hold', () => {
    const code = fakeHost.sending;
    return code === 'ok' || code === 'hold' ? { ok: true, value: sentRow(content) } : refused(code);
  });

const changing = (entry: string, change: (row: Row) => Row): Awaitable<Answer<'edit'>> => {
  const code = fakeHost.changing;
  return heldIf(code === 'hold', () => {
    const row = fakeHost.snapshot?.rows.find(({ id }) => id === entry);
    if (code !== 'ok' && code !== 'hold') return refused(code);
    return row === undefined ? refused('ENTRY_UNKNOWN') : { ok: true, value: change(row) };
  });
};

/** The reactions to a message as they stand after. */
const reacted = (row: Row, emoji: string, on: boolean): Row => {
  const others = (row.reactions ?? []).filter((one) => one.emoji !== emoji);
  const user = fakeHost.snapshot?.me?.username ?? '';
  return { ...row, reactions: on ? [...others, { emoji, count: 1, users: [user], mine: true }] : others };
};

const answers: { readonly [V in RequestVerb]: (params: RawViewParamsOf<V>) => Awaitable<Answer<V>> } = {
  send: ({ content }) => sending(content),
  retry: ({ key }) => sending(keptText(key)),
  slash: ({ command, argument }) =>
    heldIf(fakeHost.sending === 'hold', () => {
      const code = fakeHost.sending;
      if (code !== 'ok' && code !== 'hold') return refused(code);
      const [user = ''] = argument.split(' ');
      return { ok: true, value: command === 'message' ? { words: `Sent to ${user}.`, user } : { words: argument } };
    }),
  edit: ({ entry, content }) => changing(entry, (row) => ({ ...row, content, edited: Date.now() })),
  react: ({ entry, emoji, on }) => changing(entry, (row) => reacted(row, emoji, on)),
  history: ({ place }) => {
    if (fakeHost.failing-- > 0) return refused('DISK_ERROR');
    return { ok: true, value: fakeHost.pages.shift() ?? stretchOf(fakeHost.whole, place) };
  },
  draft: () => heldIf(fakeHost.keeping === 'hold', () => ({ ok: true, value: true })),
  find: (params) =>
    heldIf(fakeHost.slow, () => {
      if (fakeHost.failing-- > 0) return refused('DISK_ERROR');
      return { ok: true, value: findIn(fakeHost.whole, params) };
    }),
};

const answer = <V extends RequestVerb>({ verb, params }: PageMessage<V>): Awaitable<Answer<V>> => answers[verb](params);

const hear = async ({ id, params: said }: Message): Promise<void> => {
  fakeHost.said.push({ method: said.verb, params: said.params });
  if (said.verb === 'ready' && fakeHost.snapshot !== undefined) {
    notify('snapshot', fakeHost.snapshot);
    notify('windowFocus', { focused: true });
  }
  if (id !== undefined) post({ id, result: await answer(said as PageMessage<RequestVerb>) });
};

const fakeHost: FakeHost = {
  said: [],
  snapshot: undefined,
  sending: 'ok',
  changing: 'ok',
  pages: [],
  whole: [],
  keeping: 'ok',
  failing: 0,
  slow: false,
  release: () => {
    for (const give of held.splice(0)) give();
  },
  pushSnapshot: (snapshot) => notify('snapshot', snapshot),
  pushDelta: (delta) => notify('delta', delta),
  windowFocus: (focused) => notify('windowFocus', { focused }),
  focusComposer: () => notify('focusComposer'),
  focusMessages: () => notify('focusMessages'),
  reveal: (entry) => notify('reveal', { entry }),
};

Object.assign(globalThis, {
  fakeHost,
  acquireVsCodeApi: () => ({
    postMessage: (message: Message) => queueMicrotask(() => void hear(message)),
    getState: (): unknown => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null'),
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }),
});
