import { AppError, type Event } from '../../../common/base/index.ts';
import type { EntryId, RoomKey } from '../../../common/model/index.ts';
import { readSlash } from '../../../common/text/index.ts';
import { messageProblem } from '../model/message-problem.ts';
import { errorText } from '../model/error-text.ts';
import { askText } from '../ui/prompt.ts';
import type { CommandContext } from './command-context.ts';

export interface MessagePrompt {
  readonly room: RoomKey;
  readonly title: string;
  readonly prompt: string;
  readonly replyTo?: EntryId;
  /** Another prompt, while the box is open. */
  readonly onDidChangePrompt?: Event<string>;
}

/** Asks for a message and sends it. The box stays open with the text until it has been sent. True if it was. */
export const promptAndSend = async (
  context: CommandContext,
  { title, prompt, onDidChangePrompt, ...about }: MessagePrompt,
): Promise<boolean> => {
  const answer = await askText({
    title,
    prompt,
    ...(onDidChangePrompt && { onDidChangePrompt }),
    check: messageProblem,
    submit: async (typed) => {
      const slash = readSlash(typed);
      const content = slash.kind === 'text' ? slash.text : typed;
      try {
        const service = await context.holder.open();
        context.addOwnRow(about.room, await service.send({ ...about, content }));
        return undefined;
      } catch (thrown) {
        const { code, details, message } = AppError.from(thrown);
        context.logger.log('warn', `send: ${code} ${message}`);
        return errorText(code, details).sentence;
      }
    },
  });
  return typeof answer === 'string';
};
