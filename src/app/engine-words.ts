import type { FromEngineControl } from '../../common/protocol/chat/index.ts';
import type { HostSockets } from './host-sockets.ts';

/** Lines of the log are told to have been read in so many at a time. */
const readAtATime = 100;

/** Hears what an engine says, and does what is to be done here: its sockets, and to tell it that its lines are read. */
export const engineWords = (
  sockets: HostSockets,
  read: (lines: number) => void,
  heard: (word: FromEngineControl) => void,
): ((word: FromEngineControl) => void) => {
  let lines = 0;
  return (word) => {
    if (word.type === 'socket') sockets.hear(word.id, word.wish);
    if (word.type === 'log' && ++lines % readAtATime === 0) read(readAtATime);
    heard(word);
  };
};
