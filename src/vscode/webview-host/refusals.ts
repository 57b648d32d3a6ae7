import type { AppError } from '../../../common/base/index.ts';
import type { Refusal } from '../../../common/protocol/view/index.ts';
import { errorText } from '../model/error-text.ts';
import { NotSentError } from './outbox.ts';

/** What a page is answered that cannot have what it asks for. */
export const refusalOf = (error: AppError): Refusal => {
  const { code, details } = error;
  return {
    ok: false,
    code,
    message: errorText(code, details).sentence,
    ...(error instanceof NotSentError && error.kept && { kept: error.kept }),
  };
};
