import { fstatSync, readdirSync, statSync } from 'node:fs';

/**
 * SQLite's own descriptor of a database that is open in this process, to sync it by. Not one of our own: on POSIX closing any
 * descriptor of a file drops every lock that the process has on it. Undefined where there is no such list of them (Windows).
 */
export const descriptorOf = (file: string): number | undefined => {
  try {
    const { dev, ino } = statSync(file);
    return readdirSync('/dev/fd')
      .map(Number)
      .find((fd) => isFile(fd, dev, ino));
  } catch {
    return undefined;
  }
};

const isFile = (fd: number, dev: number, ino: number): boolean => {
  try {
    const found = fstatSync(fd);
    return found.dev === dev && found.ino === ino;
  } catch {
    // the list was read by a descriptor of its own
    return false;
  }
};
