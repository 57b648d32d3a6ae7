import type { ErrorCode } from '../../common/base/index.ts';
import type {
  AboutQuery,
  Batch,
  FindQuery,
  Loaded,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  StoredEntry,
} from '../../common/model/index.ts';

/** What the worker can be asked, with its parameter and its result. */
export interface Calls {
  load: [params: undefined, result: Loaded];
  /** `true`: the WAL is empty now. */
  append: [params: Batch, result: boolean];
  probe: [params: undefined, result: undefined];
  page: [params: PageQuery, result: Page];
  find: [params: FindQuery, result: readonly PagedEntry[]];
  about: [params: AboutQuery, result: readonly PagedEntry[]];
  range: [params: RangeQuery, result: readonly StoredEntry[]];
  close: [params: undefined, result: undefined];
}
export type CallName = keyof Calls;

export interface Call {
  readonly id: number;
  readonly name: CallName;
  readonly params: unknown;
}

/** `id` 0 tells that the file is open, or why not. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly code: ErrorCode; readonly message: string };
