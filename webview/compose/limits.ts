import { viewLimits } from '../../common/protocol/view/index.ts';

/** Something to send that fits. */
export const canSend = (text: string): boolean => text.trim() !== '' && text.length <= viewLimits.content;
