import type { Env } from '../../../../common/base/index.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { ChatPorts } from '../ports.ts';
import type { Asides } from '../replication/asides.ts';
import { OwnClock } from '../replication/own-clock.ts';
import { writeClockEntries } from './clock-entries.ts';

type Late = Parameters<typeof writeClockEntries>[0] & { readonly asides: Asides };

/** The time of one account. `late` is there once everything is. */
export const createOwnClock = (
  { clock }: Pick<Env, 'clock'>,
  { me, programDate, loaded }: Pick<ChatPorts, 'me' | 'programDate' | 'loaded'>,
  emit: (event: ChatEvent) => void,
  late: () => Late,
): OwnClock => {
  const ownClock = new OwnClock({
    clock,
    me,
    programDate,
    keep: (met) => late().committer.addSideWrites({ met: [met] }),
    tell: (notice) => emit({ type: 'clock', ...notice }),
    onChanged: () => {
      const parts = late();
      parts.asides.check();
      writeClockEntries(parts);
    },
  });
  ownClock.load(loaded);
  return ownClock;
};
