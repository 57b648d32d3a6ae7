import { limits } from '../model/index.ts';

const picture = String.raw`\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?`;
const one = String.raw`(?:${picture}[\u{e0020}-\u{e007f}]*(?:\u200d${picture})*|\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3)`;
const emoji = new RegExp(`^${one}$`, 'u');
/** UTF-16 units of a handful of emoji, spaces included: more are looked at no further. */
const handful = 100;
const few = new RegExp(String.raw`^\s*(?:${one}\s*){1,5}$`, 'u');
/** Pictures that are text unless they are followed by U+FE0F: ©, ™, ↔ ... */
const plainPicture = /\p{Extended_Pictographic}(?!\ufe0f|\p{Emoji_Modifier})(?<!\p{Emoji_Presentation})/u;

/**
 * One emoji and no other text. By shape (UTS 51, 1.4.9), and by properties that cover emoji to come, so that versions which know
 * different ones judge alike.
 */
export const isEmoji = (text: string): boolean => text.length <= limits.emoji && emoji.test(text);

/** One to five emoji and no other text: such a message is shown large. */
export const isFewEmoji = (text: string): boolean =>
  text.length <= handful && few.test(text) && !plainPicture.test(text);
