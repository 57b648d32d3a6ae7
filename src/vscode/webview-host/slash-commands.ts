import { AppError, type Clock } from '../../../common/base/index.ts';
import type { RoomKey, Row } from '../../../common/model/index.ts';
import { resolveUser, type OwnPresence } from '../../../common/protocol/chat/index.ts';
import type { SlashResult, ViewParamsOf } from '../../../common/protocol/view/index.ts';
import { isBlank, parseDuration, parseStatus, splitAddressee, trimMessage } from '../../../common/text/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { muteUntil, untilText } from '../model/mute-until.ts';
import { statusText } from '../model/status-choices.ts';
import { t } from '../text.ts';
import type { Target } from '../commands/command-context.ts';

export interface SlashParts {
  readonly holder: Pick<ChatServiceHolder, 'open'>;
  readonly clock: Pick<Clock, 'wall'>;
  /** Rejects when the settings cannot be written. */
  setStatus(status: OwnPresence): Promise<void>;
  run(command: 'messagePerson', target: Target): void;
  addOwnRow(room: RoomKey, row: Row): void;
}

/** Slash commands of a page that may fail. Reject with AppError. */
export const slashCommand = (
  parts: SlashParts,
  { room, command, argument }: ViewParamsOf<'slash'>,
): Promise<SlashResult> => {
  switch (command) {
    case 'mute':
      return mute(parts, room, argument);
    case 'message':
      return message(parts, argument);
    case 'status':
      return status(parts, argument);
  }
};

/** To one person alone, who is written to without leaving the conversation on screen. Without a text, theirs comes on screen. */
const message = async (parts: SlashParts, argument: string): Promise<SlashResult> => {
  const service = await parts.holder.open();
  const people = service.state.people.map(({ username }) => username);
  const { name, text } = splitAddressee(argument, people);
  const user = resolveUser(name, service.state) ?? name;
  const room = await service.openDirect({ user });
  if (isBlank(text)) {
    parts.run('messagePerson', { user });
    return { words: '' };
  }
  parts.addOwnRow(room, await service.send({ room, content: trimMessage(text) }));
  return { words: t('Sent to {0}.', name), user };
};

const status = async (parts: SlashParts, argument: string): Promise<SlashResult> => {
  const wanted = parseStatus(argument);
  if (wanted === undefined) throw new AppError('BAD_REQUEST', 'no such status');
  await parts.setStatus(wanted);
  return { words: t('Your status: {0}', statusText(wanted)) };
};

/** For some time. */
const mute = async ({ holder, clock }: SlashParts, room: RoomKey, argument: string): Promise<SlashResult> => {
  const duration = parseDuration(argument);
  if (duration === undefined) throw new AppError('BAD_REQUEST', 'no such time');
  const now = clock.wall();
  const until = muteUntil(duration, now);
  await (await holder.open()).mute({ room, muted: true, until });
  return { words: t('Muted until {0}. Only mentions will count.', untilText(until, now)) };
};
