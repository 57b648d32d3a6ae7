import type { Socket } from 'node:net';
import { longestLine } from './protocol.ts';

/** The first line that comes; undefined if it never ends. */
export const readLine = (socket: Socket): Promise<string | undefined> =>
  new Promise((resolve) => {
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (data: string) => {
      got += data;
      const end = got.indexOf('\n');
      if (end >= 0) resolve(got.slice(0, end));
      else if (got.length > longestLine) socket.destroy();
    });
    socket.on('close', () => resolve(undefined));
  });
