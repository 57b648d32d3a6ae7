import { isBlank } from '../../common/text/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';

/** Something to send that fits. */
export const canSend = (text: string): boolean => !isBlank(text) && text.length <= viewLimits.content;
