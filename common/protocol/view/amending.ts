import type { ErrorCode } from '../../base/index.ts';
import type { Row } from '../../model/index.ts';

/** A message of mine gets another text. */
export interface EditParams {
  readonly entry: string;
  readonly content: string;
}
export interface ReactParams {
  readonly entry: string;
  readonly emoji: string;
  readonly on: boolean;
}
/** `row` is the message as it stands now; `message` says in a sentence why nothing has changed. */
export type AmendResult =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };
