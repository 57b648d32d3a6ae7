import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** Bytes of the path of a socket: 107 on Linux, 103 on macOS. */
const longestPath = 100;

/** Where the tracker of a data folder listens for whoever runs it. */
export const adminSocketPath = (folder: string): string => {
  const file = path.join(folder, 'admin.sock');
  const mark = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\p2p-chat-tracker-${mark}`;
  return Buffer.byteLength(file) <= longestPath ? file : path.join(tmpdir(), `p2p-chat-tracker-${mark}.sock`);
};
