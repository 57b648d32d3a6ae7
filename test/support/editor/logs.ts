import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Editor } from './editor.ts';

/** The lines of a log, of each window that this editor has had, oldest first. */
export const logsOf = async (editor: Editor, name: string): Promise<readonly (readonly string[])[]> => {
  const logs = path.join(editor.profile.userData, 'logs');
  const files = (await readdir(logs, { recursive: true })).filter((file) => path.basename(file) === name);
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(logs, file), 'utf8')));
  return texts.map((text) => text.split('\n'));
};

/** How an extension host has ended, by the editor's own log. */
export interface Ending {
  /** Milliseconds from when it was told to. The editor waits for 5 s until all extensions have ended. */
  readonly took: number;
  readonly errors: readonly string[];
}

/** Of each window that has closed, oldest first. */
export const endings = async (editor: Editor): Promise<readonly Ending[]> =>
  (await logsOf(editor, 'remoteexthost.log')).flatMap((lines) => {
    const begin = lines.findIndex((line) => line.includes('Extension host terminating'));
    const end = lines.find((line) => line.includes('exiting with code'));
    const told = lines[begin];
    if (told === undefined || end === undefined) return [];
    return { took: timeOf(end) - timeOf(told), errors: lines.slice(begin).filter((line) => line.includes('[error]')) };
  });

/** `2026-05-04 03:02:01.123 [info] …`, in UTC. */
const timeOf = (line: string): number => Date.parse(`${line.slice(0, 23).replace(' ', 'T')}Z`);
