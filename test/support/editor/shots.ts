import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Editor } from './editor.ts';

const folder = process.env['P2P_CHAT_SHOTS'];

/** A picture of the window, if `P2P_CHAT_SHOTS` names a folder for them. */
export const shot = async (editor: Editor, name: string): Promise<void> => {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await editor.page.screenshot({ path: path.join(folder, `${name}.png`) });
};
