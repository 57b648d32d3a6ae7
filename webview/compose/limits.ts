import { fitsMessage, isBlank } from '../../common/text/index.ts';

/** Something to send that fits. */
export const canSend = (text: string): boolean => !isBlank(text) && fitsMessage(text);
