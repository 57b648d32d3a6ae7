import { chmodSync } from 'node:fs';

/**
 * For the eyes of its owner alone, whatever the umask was when it was made. By name, so that no descriptor of a database is
 * opened. What is not ours to change stays as it is.
 */
export const keepPrivate = (path: string, kind: 'file' | 'folder'): void => {
  try {
    chmodSync(path, kind === 'file' ? 0o600 : 0o700);
  } catch {
    // another user's folder, or a file system without modes
  }
};
