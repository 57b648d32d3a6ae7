import type { Row } from '../../../common/model/index.ts';
import type {
  AmendResult,
  Delta,
  EditParams,
  FindParams,
  HistoryResult,
  Place,
  ReactParams,
  SendResult,
  Snapshot,
} from '../../../common/protocol/view/index.ts';
import { findIn, stretchOf } from './history.ts';

/** The host's side of the messages, inside the page under test: what VS Code would be. */
export interface FakeHost {
  /** Everything the page has said, oldest first. */
  readonly said: { readonly method: string; readonly params: unknown }[];
  /** Answer to `ready`. */
  snapshot: Snapshot | undefined;
  /** What becomes of a message; `hold` leaves it on its way until `release`. */
  sending: 'ok' | 'hold' | Extract<SendResult, { ok: false }>['code'];
  /** What becomes of edits and reactions; `hold` as above. */
  amending: 'ok' | 'hold' | Extract<AmendResult, { ok: false }>['code'];
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
  attention(focused: boolean): void;
  focusComposer(): void;
  focusMessages(): void;
  reveal(entry: string): void;
}

interface Wire {
  readonly id?: string;
  readonly method?: string;
  readonly params?: unknown;
}

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

const answerSend = (id: string, content: string): void => {
  const answer = (): void => {
    const code = fakeHost.sending;
    const result: SendResult =
      code === 'ok' || code === 'hold' ? { ok: true, row: sentRow(content) } : { ok: false, code, message: code };
    post({ id, result });
  };
  if (fakeHost.sending === 'hold') held.push(answer);
  else answer();
};

/** The message as it stands after. */
const amended = (params: EditParams | ReactParams): Row | undefined => {
  const row = fakeHost.snapshot?.rows.find(({ id }) => id === params.entry);
  if (row === undefined) return undefined;
  if ('content' in params) return { ...row, content: params.content, edited: Date.now() };
  const { emoji, on } = params;
  const others = (row.reactions ?? []).filter((one) => one.emoji !== emoji);
  const user = fakeHost.snapshot?.me?.username ?? '';
  return { ...row, reactions: on ? [...others, { emoji, count: 1, users: [user], mine: true }] : others };
};

const answerAmend = (id: string, params: EditParams | ReactParams): void => {
  const code = fakeHost.amending;
  const answer = (): void => {
    const row = amended(params);
    const isDone = (code === 'ok' || code === 'hold') && row !== undefined;
    const failed = code === 'ok' || code === 'hold' ? 'ENTRY_UNKNOWN' : code;
    const result: AmendResult = isDone
      ? { ok: true, row }
      : { ok: false, code: failed, message: `Because: ${failed}.` };
    post({ id, result });
  };
  if (code === 'hold') held.push(answer);
  else answer();
};

const answerHistory = (id: string, place: Place | undefined): void => {
  if (fakeHost.failing-- > 0) post({ id, error: { message: 'the history is closed' } });
  else post({ id, result: fakeHost.pages.shift() ?? stretchOf(fakeHost.whole, place) });
};

const answerFind = (id: string, params: FindParams): void => {
  const answer = (): void => {
    if (fakeHost.failing-- > 0) post({ id, error: { message: 'the history is closed' } });
    else post({ id, result: findIn(fakeHost.whole, params) });
  };
  if (fakeHost.slow) held.push(answer);
  else answer();
};

const hear = ({ id, method = '', params }: Wire): void => {
  fakeHost.said.push({ method, params });
  if (method === 'ready' && fakeHost.snapshot !== undefined) {
    notify('snapshot', fakeHost.snapshot);
    notify('attention', { focused: true });
  }
  if (id === undefined) return;
  if (method === 'send') answerSend(id, (params as { content: string }).content);
  if (method === 'retry') answerSend(id, keptText((params as { key: string }).key));
  if (method === 'edit' || method === 'react') answerAmend(id, params as EditParams | ReactParams);
  if (method === 'find') answerFind(id, params as FindParams);
  if (method === 'history') answerHistory(id, (params as { place?: Place }).place);
};

const fakeHost: FakeHost = {
  said: [],
  snapshot: undefined,
  sending: 'ok',
  amending: 'ok',
  pages: [],
  whole: [],
  failing: 0,
  slow: false,
  release: () => {
    for (const answer of held.splice(0)) answer();
  },
  pushSnapshot: (snapshot) => notify('snapshot', snapshot),
  pushDelta: (delta) => notify('delta', delta),
  attention: (focused) => notify('attention', { focused }),
  focusComposer: () => notify('focusComposer'),
  focusMessages: () => notify('focusMessages'),
  reveal: (entry) => notify('reveal', { entry }),
};

Object.assign(globalThis, {
  fakeHost,
  acquireVsCodeApi: () => ({
    postMessage: (message: Wire) => queueMicrotask(() => hear(message)),
    getState: (): unknown => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null'),
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }),
});
