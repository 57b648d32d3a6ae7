import { AppError, fromUtf8, TurnBudget, type Logger } from '../../../common/base/index.ts';
import { nodeClock, nodeTurn } from '../../runtime/index.ts';
import type { Context } from './command.ts';
import { decodeLine, notUtf8, tooLong, type Line } from './decode-line.ts';
import type { Flow } from './flow.ts';
import { headlessLimits } from './limits.ts';
import { linesOf, type InputLine } from './lines.ts';

interface Serving {
  readonly input: AsyncIterable<Buffer>;
  readonly context: Context;
  readonly flow: Flow;
  readonly logger: Logger;
  readonly say: (reply: object) => void;
}

/** Begins the commands of the input in their order, as many at a time as may be, until it ends or the flow is stopped. */
export const serve = async (serving: Serving): Promise<void> => {
  const { input, flow } = serving;
  const reading = new TurnBudget(nodeClock, nodeTurn, headlessLimits.reading);
  for await (const line of linesOf(input, headlessLimits.line)) {
    if (flow.stopped) return;
    const enough = reading.spend(() => take(serving, line));
    if (flow.isFull) await flow.room();
    else if (enough) await new Promise<void>((resolve) => reading.next(resolve));
  }
};

const take = (serving: Serving, input: InputLine): void => {
  const text = input && textOfLine(input);
  if (text?.trim() === '') return;
  const line = input === undefined ? tooLong : text === undefined ? notUtf8 : decodeLine(text);
  if (!line.ok) return serving.say(line);
  const bytes = input?.length ?? 0;
  serving.flow.begin(bytes);
  void answer(serving, line).finally(() => serving.flow.end(bytes));
};

/** Programs of Windows begin with the mark of the encoding. Undefined if it is not UTF-8: nothing is guessed of what others will read. */
const textOfLine = (line: Buffer): string | undefined => {
  try {
    return fromUtf8(line).replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
};

const answer = async ({ context, logger, say }: Serving, { id, begin }: Line & { ok: true }): Promise<void> => {
  try {
    say({ id, ok: true, ...(await begin(context)) });
  } catch (error) {
    const { code, message, details } = AppError.from(error);
    if (code === 'INTERNAL') logger.log('error', `a command: ${error instanceof Error ? error.stack : message}`);
    say({ id, ok: false, code, msg: message, ...details });
  }
};
