import { AppError } from '../../../common/base/index.ts';
import type { RoomKey, Row } from '../../../common/model/index.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import type { SlashDone, ViewParamsOf } from '../../../common/protocol/view/index.ts';
import { isBlank, parseStatus, splitAddressee, trimMessage } from '../../../common/text/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { statusWord } from '../model/status-choices.ts';
import { t } from '../text.ts';
import type { Target } from '../commands/desk.ts';

export interface SlashParts {
  readonly host: Pick<ChatHost, 'open'>;
  /** Rejects when the settings cannot be written. */
  setStatus(status: OwnPresence): Promise<void>;
  run(command: 'messagePerson', target: Target): void;
  wrote(room: RoomKey, row: Row): void;
}

/** Slash commands of a page that may fail. Reject with AppError. */
export const slashCommand = (parts: SlashParts, { command, argument }: ViewParamsOf<'slash'>): Promise<SlashDone> => {
  switch (command) {
    case 'message':
      return message(parts, argument);
    case 'status':
      return status(parts, argument);
  }
};

/** To one person alone, who is written to without leaving the conversation on screen. Without a text, theirs comes on screen. */
const message = async ({ host, run, wrote }: SlashParts, argument: string): Promise<SlashDone> => {
  const service = await host.open();
  const people = service.state.people.map(({ username }) => username);
  const { name, text } = splitAddressee(argument, people);
  const room = await service.openDirect({ username: name });
  if (isBlank(text)) {
    run('messagePerson', { user: name });
    return { words: '' };
  }
  wrote(room, await service.send({ room, content: trimMessage(text) }));
  return { words: t('Sent to {0}.', name), user: name };
};

const status = async ({ setStatus }: SlashParts, argument: string): Promise<SlashDone> => {
  const wanted = parseStatus(argument);
  if (wanted === undefined) throw new AppError('BAD_REQUEST', 'no such status');
  await setStatus(wanted);
  return { words: t('Your status: {0}', statusWord(wanted)) };
};
