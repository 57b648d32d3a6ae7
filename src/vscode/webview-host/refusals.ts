import { AppError, type ErrorCode } from '../../../common/base/index.ts';
import type { Refusal, ViewVerb } from '../../../common/protocol/view/index.ts';
import { errorText } from '../model/error-text.ts';
import { t } from '../text.ts';
import { NotSentError } from './outbox.ts';

/** Where a code means something more exact than elsewhere. */
const sentences: { readonly [V in ViewVerb]?: { readonly [C in ErrorCode]?: () => string } } = {
  slash: { BAD_REQUEST: () => t('You can’t message yourself.') },
  react: { TOO_LARGE: () => t('You’ve reached the reaction limit for this message.') },
};

/** What a page is answered that cannot have what it asks for. */
export const refusalOf = (verb: ViewVerb | undefined, error: AppError): Refusal => {
  const { code, details } = error;
  const sentence = verb && sentences[verb]?.[code];
  return {
    ok: false,
    code,
    message: sentence?.() ?? errorText(code, details).sentence,
    ...(error instanceof NotSentError && error.kept && { kept: error.kept }),
  };
};
