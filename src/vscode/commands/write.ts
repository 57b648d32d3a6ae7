import { AppError, type Event } from '../../../common/base/index.ts';
import type { EntryId, RoomKey } from '../../../common/model/index.ts';
import { readSlash } from '../../../common/text/index.ts';
import { letterProblem } from '../model/letter.ts';
import { errorText } from '../model/error-text.ts';
import { askText } from '../ui/prompt.ts';
import type { Desk } from './desk.ts';

export interface Letter {
  readonly room: RoomKey;
  readonly title: string;
  readonly prompt: string;
  readonly replyTo?: EntryId;
  /** Another prompt, while the box is open. */
  readonly onDidChangePrompt?: Event<string>;
}

/** Asks for a message and sends it. The box stays open with the text until it has been sent. True if it was. */
export const writeTo = async (desk: Desk, { title, prompt, onDidChangePrompt, ...about }: Letter): Promise<boolean> => {
  const answer = await askText({
    title,
    prompt,
    ...(onDidChangePrompt && { onDidChangePrompt }),
    check: letterProblem,
    submit: async (typed) => {
      const slash = readSlash(typed);
      const content = slash.kind === 'text' ? slash.text : typed;
      try {
        const service = await desk.host.open();
        desk.wrote(about.room, await service.send({ ...about, content }));
        return undefined;
      } catch (thrown) {
        const { code, details, message } = AppError.from(thrown);
        desk.logger.log('warn', `send: ${code} ${message}`);
        return errorText(code, details).sentence;
      }
    },
  });
  return typeof answer === 'string';
};
