import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Editor } from './editor.ts';

/** The tracker that an editor has started. It outlives the editor on purpose, so a test has to end it. */
export const localTrackerOf = async (editor: Editor): Promise<{ end(): void } | undefined> => {
  const storage = path.join(editor.profile.userData, 'User', 'globalStorage', 'p2p-chat.p2p-chat');
  const note = await readFile(path.join(storage, 'tracker', 'local-tracker.json'), 'utf8').catch(() => undefined);
  if (note === undefined) return undefined;
  const { pid } = JSON.parse(note) as { pid: number };
  return {
    end: () => {
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // it has ended by itself
      }
    },
  };
};
