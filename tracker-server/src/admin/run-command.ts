import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { verifyBackup } from '../backup/verify-backup.ts';
import type { AdminCommand } from '../command.ts';
import { askTracker } from './admin-client.ts';
import type { AdminResult } from './protocol.ts';
import { adminSocketPath } from './socket-path.ts';
import { countsOf, withStored } from './stored.ts';

/** Does what a command line asks for: through the tracker, if it runs, else on its files. Throws AppError. */
export const runCommand = async (command: AdminCommand, now: number): Promise<AdminResult> => {
  switch (command.kind) {
    case 'status':
      return (await askTracker(adminSocketPath(command.data), { command: 'status' })) ?? storedStatus(command.data);
    case 'backup': {
      const { data, file } = command;
      return (await askTracker(adminSocketPath(data), { command: 'backup', file })) ?? backUpStored(data, file, now);
    }
    case 'verify':
      return { file: command.file, ...(await verifyBackup(command.file)) };
    case 'restore':
      return { data: command.data, ...(await restoreBackup(command.file, command.data, now)) };
  }
};

const storedStatus = (data: string): Promise<AdminResult> =>
  withStored(data, (connection, _, id) => ({ running: false, id, ...countsOf(connection) }));

const backUpStored = (data: string, file: string, now: number): Promise<AdminResult> =>
  withStored(data, async (connection, files, trackerId) => {
    return { file, ...(await makeBackup({ connection, files, trackerId, now }, file)) };
  });

/** What was done, for a person. */
export const told = ({ kind }: AdminCommand, result: AdminResult): string => {
  const { file, data, tracker, made } = result;
  switch (kind) {
    case 'status':
      return Object.entries(result)
        .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') || 'none' : String(value)}`)
        .join('\n');
    case 'backup':
      return `Tracker ${String(tracker)} is backed up in ${String(file)}.`;
    case 'verify':
      return `${String(file)} is whole: tracker ${String(tracker)} as of ${String(made)}.`;
    case 'restore':
      return `${String(data)} holds tracker ${String(tracker)} as of ${String(made)}. Who came later comes back by himself within 7 days.`;
  }
};
