import { limits } from '../model/index.ts';

const picture = String.raw`\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?`;
const emoji = new RegExp(
  String.raw`^(?:${picture}[\u{e0020}-\u{e007f}]*(?:\u200d${picture})*|\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3)$`,
  'u',
);

/**
 * One emoji and no other text. By shape (UTS 51, 1.4.9), and by properties that cover emoji to come, so that versions which know
 * different ones judge alike.
 */
export const isEmoji = (text: string): boolean => text.length <= limits.emoji && emoji.test(text);
